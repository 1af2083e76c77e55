import { sql } from 'kysely'
import type { Campaign, Campaigns, Recipient } from '../../../core/ports/campaigns.ts'
import type { Db } from '../database.ts'

type People = Pick<Campaigns, 'start' | 'counts' | 'nextWaiting' | 'settle' | 'person'>

/** The exact list of a campaign, person by person. */
export function campaignPeopleStore(db: Db): People {
  return {
    start: (campaign, recipients) => start(db, campaign, recipients),
    counts: async (id) => {
      const found = await sql<{ waiting: number; sent: number; skipped: number }>`select
        (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'sent'))::int as sent,
        (count(*) filter (where state = 'skipped'))::int as skipped
        from campaign_people where campaign_id = ${id}`.execute(db)
      return found.rows[0] ?? { waiting: 0, sent: 0, skipped: 0 }
    },
    nextWaiting: async (id, limit) => {
      const waiting = db.selectFrom('campaign_people').select('recipient_key').where('campaign_id', '=', id)
      const found = await waiting
        .where('state', '=', 'waiting')
        .orderBy('recipient_key')
        .limit(limit)
        .forUpdate()
        .execute()
      return found.map((row) => row.recipient_key)
    },
    settle: async (id, recipientKey, { state, reason }, at) => {
      await db
        .updateTable('campaign_people')
        .set({ state, skip_reason: reason, settled_at: at })
        .where('campaign_id', '=', id)
        .where('recipient_key', '=', recipientKey)
        .execute()
    },
    person: async (id, recipientKey) => {
      const one = db.selectFrom('campaign_people').select('state').where('campaign_id', '=', id)
      const row = await one.where('recipient_key', '=', recipientKey).executeTakeFirst()
      return row ? { state: row.state as 'waiting' | 'sent' | 'skipped' } : null
    },
  }
}

/** Parameters of one statement are limited, so a long list goes in parts. */
const PART = 1000

async function start(db: Db, campaign: Campaign, recipients: Recipient[]): Promise<void> {
  const values = {
    id: campaign.id,
    unit_id: campaign.unitId,
    staff_id: campaign.staffId,
    audience: campaign.audience,
    template_key: campaign.audience,
    state: campaign.state,
    people_total: campaign.peopleTotal,
    created_at: campaign.createdAt,
  }
  await db.insertInto('campaigns').values(values).execute()
  const people = recipients.map((one) => ({
    campaign_id: campaign.id,
    recipient_key: one.recipientKey,
    person_id: one.personId,
    report_id: one.reportId,
    address: one.address,
    state: 'waiting',
  }))
  for (let from = 0; from < people.length; from += PART) {
    await db
      .insertInto('campaign_people')
      .values(people.slice(from, from + PART))
      .execute()
  }
}
