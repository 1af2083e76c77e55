import type { App } from '../../ports/app.ts'

/**
 * Asked by the speaker right before it sends (features I08): false once the person is done, withdrew,
 * or an officer stopped the campaign. A no is written down beside the person.
 */
export async function mayStillRemind(
  app: App,
  { campaignId, recipientKey }: { campaignId: string; recipientKey: string },
): Promise<boolean> {
  return app.store.transaction(async (tx) => {
    const campaign = await tx.campaigns.get(campaignId)
    const person = await tx.campaigns.person(campaignId, recipientKey)
    if (!campaign || !person || person.state === 'skipped') return false
    const stopped = campaign.state === 'stopped'
    const holds = !stopped && (await tx.campaigns.stillHolds(campaign.audience, [recipientKey], app.now())).length > 0
    if (!holds) {
      const reason = stopped ? 'stopped' : 'done_meanwhile'
      await tx.campaigns.settle(campaignId, recipientKey, { state: 'skipped', reason }, app.now())
    }
    return holds
  })
}
