import { type RawBuilder, sql } from 'kysely'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import type { LetterKind } from '../../../core/ports/letters.ts'

/** `waiting`: only whom nothing else reaches now; `everyone`: whoever a letter may be about, to print one again. */
export function subjectsOfLetters(kind: LetterKind, who: 'waiting' | 'everyone'): RawBuilder<unknown> {
  if (kind === 'error_list') return errorList(who)
  const stillTrue = kind === 'decision' ? DECIDED : CARD_MISSING
  const key = kind === 'decision' ? sql`'report|' || r.id || '|' || r.round` : sql`'report|' || r.id`
  return sql`select ${key} as subject_key, r.person_id, r.id as report_id, r.unit_id,
    r.claimant->>'fullName' as full_name, p.address, r.locale, r.code, r.state, r.refusal_reasons
  from reports r left join people p on p.id = r.person_id
  where r.state <> 'withdrawn' and ${who === 'everyone' ? sql`true` : sql`${stillTrue} and ${UNREACHED}`}`
}

const IDENTITY_TYPES = (Object.keys(REPORT_TYPES) as ReportType[]).filter((type) => branchOf(type) === 'identity')

const CARD_MISSING = sql`r.state in ('queued', 'in_review', 'deferred') and r.types && ${IDENTITY_TYPES}::text[]
  and not exists (select from photos f where f.report_id = r.id and f.kind in ('card_front', 'card_back')
    and f.state in ('waiting', 'ready'))`

/** What 9458 wants the citizen told. */
const DECIDED = sql`r.state in ('refused', 'deferred', 'approved', 'closed')`

const silent = (address: RawBuilder<unknown>) => sql`(${address} is null
  or exists (select from stopped_addresses s where s.address = ${address})
  or exists (select from wrong_recipients w where w.address = ${address}
    and (w.report_id = r.id or w.person_id = r.person_id)))`

/** No chat and no phone that we may write to, or the station has to call and has not reached them. */
const UNREACHED = sql`((${silent(sql`r.address`)} and ${silent(sql`'sms|gateway|' || r.phone`)})
  or exists (select from call_list c where c.report_id = r.id
    and (c.done_at is null or c.outcome = 'not_reached')))`

/** The classes of 2262 step 1 without a phone or a chat on record, and not yet reporting anything. */
function errorList(who: 'waiting' | 'everyone'): RawBuilder<unknown> {
  const stillTrue = sql`p.class in ('no_id', 'malformed_id', 'wrong_facts') and p.phone is null
    and not exists (select from proofs f where f.person_id = p.id and f.address not like 'web|%')
    and not exists (select from reports r where r.person_id = p.id and r.state = any(${[...OPEN_REPORT_STATES]}))`
  return sql`select 'person|' || p.id as subject_key, p.id as person_id, null::uuid as report_id, p.unit_id,
    p.full_name, p.address, 'vi' as locale, null::text as code, null::text as state, '{}'::text[] as refusal_reasons
  from people p where ${who === 'everyone' ? sql`true` : stillTrue}`
}
