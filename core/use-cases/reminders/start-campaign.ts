import { createHash } from 'node:crypto'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Audience, Campaign, Recipient } from '../../ports/campaigns.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { quietSince } from './audience-reach.ts'

/** Freezes the exact list and promises the sending; a second press while one is under way starts nothing. */
export async function startCampaign(
  app: App,
  command: { officer: Officer; audience: Audience },
): Promise<Outcome<{ campaignId: string }>> {
  const { officer, audience } = command
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    await tx.limits.take(`campaign|${officer.unitId}|${audience}`, Number.MAX_SAFE_INTEGER, 1000)
    if (await tx.campaigns.sendingNow(officer.unitId, audience)) return object('wrong_state')
    const scope = await scopeFor(tx, officer)
    const recipients = await tx.campaigns.audience(audience, scope, quietSince(app), app.now())
    if (recipients.length === 0) return object('nobody_to_remind')
    const campaign = newCampaign(app, officer, audience, recipients.length)
    await tx.campaigns.start(campaign, recipients)
    await tx.tasks.promise({
      name: 'send-campaign',
      data: { campaignId: campaign.id },
      uniqueKey: stepKey(campaign.id, 0),
    })
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'start_campaign',
      subjectKind: 'campaign',
      subjectId: campaign.id,
      detail: { audience, people: recipients.length, listSha256: listHash(recipients) },
    })
    return done({ campaignId: campaign.id })
  })
}

/** One task per batch: what was settled before names the step, so a repeated step promises the same task. */
export const stepKey = (campaignId: string, settled: number) => `send-campaign|${campaignId}|${settled}`

function newCampaign(app: App, officer: Officer, audience: Audience, peopleTotal: number): Campaign {
  const { unitId, staffId } = officer
  return { id: app.newId(), unitId, staffId, audience, state: 'sending', peopleTotal, createdAt: app.now() }
}

/** campaign_people holds the list itself; its hash in the audit proves that it is the one that was approved. */
function listHash(recipients: Recipient[]): string {
  const lines = recipients.map(({ recipientKey, address }) => `${recipientKey} ${address}`).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
