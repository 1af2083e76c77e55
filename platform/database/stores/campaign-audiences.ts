import { type RawBuilder, sql } from 'kysely'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import type { Audience } from '../../../core/ports/campaigns.ts'
import { provedWay } from './proved-way.ts'

/** Everyone a condition holds for at this moment, in every unit: recipient_key, unit_id, address and what the message needs. */
export function audienceQuery(audience: Audience, now: Date): RawBuilder<unknown> {
  if (audience === 'photo_asked') return PHOTO_ASKED
  if (audience === 'card_missing') return CARD_MISSING
  return errorList(now)
}

const REPORT_COLUMNS = sql`'report|' || r.id as recipient_key, r.id as report_id, r.person_id, r.unit_id, r.due_at as since,
  coalesce(r.address, 'sms|gateway|' || r.phone) as address, r.locale, r.code, r.claimant->>'fullName' as full_name`

/** The last request to the citizen names a photo, and none came since. */
const PHOTO_ASKED = sql`select ${REPORT_COLUMNS} from reports r
  join lateral (select at, detail from report_events e where e.report_id = r.id and e.action = 'ask_citizen'
    order by e.seq desc limit 1) asked on true
  where r.state = 'in_review' and coalesce(r.address, r.phone) is not null
    and asked.detail->'wanted' ?| array['card_photo', 'paper_photo']
    and not exists (select from photos p where p.report_id = r.id and p.received_at > asked.at and p.state in ('waiting', 'ready'))`

const IDENTITY_TYPES = (Object.keys(REPORT_TYPES) as ReportType[]).filter((type) => branchOf(type) === 'identity')

/** An undecided report about identity without a picture of the card. */
const CARD_MISSING = sql`select ${REPORT_COLUMNS} from reports r
  where r.state in ('queued', 'in_review', 'deferred') and coalesce(r.address, r.phone) is not null
    and r.types && ${IDENTITY_TYPES}::text[]
    and not exists (select from photos p where p.report_id = r.id and p.kind in ('card_front', 'card_back')
      and p.state in ('waiting', 'ready'))`

/** The classes of 2262 step 1, with a channel of their own proved (features E14), and not yet reporting anything. */
function errorList(now: Date): RawBuilder<unknown> {
  return sql`select 'person|' || p.id as recipient_key, null::uuid as report_id, p.id as person_id, p.unit_id,
    p.updated_at as since, proved.address, 'vi' as locale, null::text as code, p.full_name
  from people p join lateral (${provedWay(now)}) proved on true
  where p.class in ('no_id', 'malformed_id', 'wrong_facts')
    and not exists (select from reports r where r.person_id = p.id and r.state = any(${[...OPEN_REPORT_STATES]}))`
}
