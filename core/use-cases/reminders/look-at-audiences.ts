import { channelOf } from '../../domain/contact/address.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readFullName } from '../../domain/person/full-name.ts'
import { maskName } from '../../domain/person/mask.ts'
import type { NoticeKey } from '../../domain/report/notice.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { AUDIENCES, type Audience, type Campaign, type CampaignCounts, type Recipient } from '../../ports/campaigns.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { quietSince, REMINDER_OF, reminderParams } from './audience-reach.ts'

const SAMPLE = 20

export interface AudienceOverview {
  audiences: { audience: Audience; people: number }[]
  campaigns: (Campaign & { counts: CampaignCounts })[]
}

/** Live counts of everyone who could be reminded now, and the latest campaigns. */
export async function lookAtAudiences(app: App, officer: Officer): Promise<Outcome<AudienceOverview>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const audiences: AudienceOverview['audiences'] = []
    for (const audience of AUDIENCES)
      audiences.push({ audience, people: await tx.campaigns.count(audience, scope, quietSince(app), app.now()) })
    const campaigns: AudienceOverview['campaigns'] = []
    for (const campaign of await tx.campaigns.recent(scope, 10))
      campaigns.push({ ...campaign, counts: await tx.campaigns.counts(campaign.id) })
    return done({ audiences, campaigns })
  })
}

export interface AudiencePreview {
  audience: Audience
  people: number
  sample: { nameMasked: string; code: string | null; channel: string }[]
  /** The first of them, as their message will read. */
  message: { templateKey: NoticeKey; locale: 'vi' | 'en'; params: { code: string; link: string } } | null
}

/** Count, up to 20 masked people and one real message, before anything is sent (features I07). */
export async function previewAudience(
  app: App,
  command: { officer: Officer; audience: Audience },
): Promise<Outcome<AudiencePreview>> {
  const { officer, audience } = command
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const people = await tx.campaigns.count(audience, scope, quietSince(app), app.now())
    const sample = await tx.campaigns.sample(audience, scope, quietSince(app), app.now(), SAMPLE)
    const first = sample[0]
    const message = first && {
      templateKey: REMINDER_OF[audience],
      locale: first.locale,
      params: reminderParams(app, first),
    }
    return done({ audience, people, sample: sample.map(masked), message: message ?? null })
  })
}

function masked({ fullName, code, address }: Recipient): AudiencePreview['sample'][number] {
  const name = readFullName(fullName)
  return { nameMasked: name ? maskName(name) : '•••', code, channel: channelOf(address) }
}
