import { done, type Outcome, object } from '../../domain/objection.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Campaign, CampaignCounts } from '../../ports/campaigns.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** From here nothing more goes out: neither new messages nor those that wait in the outbox. */
export async function stopCampaign(
  app: App,
  command: { officer: Officer; campaignId: string },
): Promise<Outcome<null>> {
  const { officer, campaignId } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachCampaign(tx, officer, campaignId, 'lock')
    if (!reached.ok) return reached
    if (reached.value.state === 'stopped') return done(null)
    await tx.campaigns.setState(campaignId, 'stopped', app.now())
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'stop_campaign',
      subjectKind: 'campaign',
      subjectId: campaignId,
    })
    return done(null)
  })
}

export async function campaignOf(
  app: App,
  command: { officer: Officer; campaignId: string },
): Promise<Outcome<Campaign & { counts: CampaignCounts }>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachCampaign(tx, command.officer, command.campaignId, 'read')
    if (!reached.ok) return reached
    return done({ ...reached.value, counts: await tx.campaigns.counts(command.campaignId) })
  })
}

async function reachCampaign(tx: Tx, officer: Officer, id: string, how: 'read' | 'lock'): Promise<Outcome<Campaign>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  const campaign = how === 'lock' ? await tx.campaigns.lock(id) : await tx.campaigns.get(id)
  if (!campaign || !isInScope(await scopeFor(tx, officer), campaign.unitId)) return object('no_such_campaign')
  return done(campaign)
}
