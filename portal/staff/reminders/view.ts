import type { Campaign, CampaignCounts, CampaignState } from '../../../core/ports/campaigns.ts'
import type { AudienceOverview, AudiencePreview } from '../../../core/use-cases/reminders/look-at-audiences.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

type CountedCampaign = Campaign & { counts: CampaignCounts }

const TAG: Record<CampaignState, string> = { sending: 'info', stopped: 'warning', finished: 'success' }

export function overviewView({ audiences, campaigns }: AudienceOverview, say: Say) {
  return {
    audiences: audiences.map(({ audience, people }) => ({
      href: paths.staff.audience(audience),
      name: say(`reminders.audiences.${audience}`),
      meaning: say(`reminders.meanings.${audience}`),
      people,
    })),
    columns: ['audience', 'at', 'state', 'people', 'sent', 'skipped'].map((key) => ({
      label: say(`reminders.columns.${key}`),
      numeric: key === 'people' || key === 'sent' || key === 'skipped',
    })),
    campaigns: campaigns.map((campaign) => ({ current: false, cells: cellsOf(campaign, say) })),
  }
}

function cellsOf(campaign: CountedCampaign, say: Say) {
  const plain = (text: string) => ({ text, href: null, tag: null })
  return [
    { text: say(`reminders.audiences.${campaign.audience}`), href: paths.staff.campaign(campaign.id), tag: null },
    plain(formatDateTime(campaign.createdAt)),
    { text: null, href: null, tag: { kind: TAG[campaign.state], label: say(`reminders.states.${campaign.state}`) } },
    plain(String(campaign.peopleTotal)),
    plain(String(campaign.counts.sent)),
    plain(String(campaign.counts.skipped)),
  ]
}

export function audienceView(preview: AudiencePreview, render: Renderer, say: Say) {
  const { message } = preview
  return {
    href: paths.staff.audience(preview.audience),
    name: say(`reminders.audiences.${preview.audience}`),
    meaning: say(`reminders.meanings.${preview.audience}`),
    people: preview.people,
    message: message && render.text(`notifications/${message.templateKey}`, message.params, message.locale),
    columns: ['person', 'code', 'channel'].map((key) => ({ label: say(`reminders.columns.${key}`), numeric: false })),
    sample: preview.sample.map(({ nameMasked, code, channel }) => ({
      current: false,
      cells: [nameMasked, code ?? say('common.nothing'), say(`reminders.channels.${channel}`)].map((text) => ({
        text,
        href: null,
        tag: null,
      })),
    })),
  }
}

export function campaignView(campaign: CountedCampaign, say: Say) {
  const { counts, state } = campaign
  return {
    href: paths.staff.campaign(campaign.id),
    name: say(`reminders.audiences.${campaign.audience}`),
    state: { kind: TAG[state], label: say(`reminders.states.${state}`) },
    done: counts.sent + counts.skipped,
    total: campaign.peopleTotal,
    refresh: state === 'sending' ? 5 : null,
    facts: [
      { label: say('reminders.columns.at'), value: formatDateTime(campaign.createdAt), action: null },
      { label: say('reminders.columns.sent'), value: String(counts.sent), action: null },
      { label: say('reminders.columns.skipped'), value: String(counts.skipped), action: null },
      { label: say('reminders.columns.waiting'), value: String(counts.waiting), action: null },
    ],
    // Nothing left to keep back: stopping would only call a finished round stopped.
    mayStop: state === 'sending' || (state === 'finished' && counts.waiting > 0),
  }
}
