import { channelOf } from '../../domain/contact/address.ts'
import type { App } from '../../ports/app.ts'
import type { Campaign, Recipient } from '../../ports/campaigns.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Tx } from '../../ports/store.ts'
import { QUIET_MS, REMINDER_OF, reminderParams } from './audience-reach.ts'
import { stepKey } from './start-campaign.ts'

const BATCH = 200

/**
 * Handler of `send-campaign`: puts the next 200 messages out, asking the condition again for each person,
 * and promises the next step until nobody waits. Run twice, it sends nothing twice.
 */
export async function sendCampaignStep(app: App, { campaignId }: { campaignId: string }): Promise<void> {
  await app.store.transaction(async (tx) => {
    const campaign = await tx.campaigns.lock(campaignId)
    if (campaign?.state !== 'sending') return
    const keys = await tx.campaigns.nextWaiting(campaignId, BATCH)
    const holds = await tx.campaigns.stillHolds(campaign.audience, keys, app.now())
    const recipients = new Map(holds.map((recipient) => [recipient.recipientKey, recipient]))
    for (const key of keys) await settleOne(app, tx, campaign, key, recipients.get(key))
    const { waiting, sent, skipped } = await tx.campaigns.counts(campaignId)
    if (waiting === 0) return tx.campaigns.setState(campaignId, 'finished', app.now())
    const uniqueKey = stepKey(campaignId, sent + skipped)
    await tx.tasks.promise({ name: 'send-campaign', data: { campaignId }, uniqueKey })
  })
}

async function settleOne(
  app: App,
  tx: Tx,
  campaign: Campaign,
  key: string,
  recipient: Recipient | undefined,
): Promise<void> {
  const settle = (state: 'sent' | 'skipped', reason: string | null) =>
    tx.campaigns.settle(campaign.id, key, { state, reason }, app.now())
  if (!recipient) return settle('skipped', 'done_meanwhile')
  const { address, locale, reportId } = recipient
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `c|${campaign.id}|${key}`,
    channel: channelOf(address) as Channel,
    address,
    purpose: 'reminder',
    reportId,
    campaignId: campaign.id,
    // A reminder that waited longer than a day speaks of yesterday.
    notAfter: new Date(app.now().getTime() + QUIET_MS),
    content: {
      kind: 'notice',
      templateKey: REMINDER_OF[campaign.audience],
      locale,
      params: reminderParams(app, recipient),
    },
  })
  return settle('sent', null)
}
