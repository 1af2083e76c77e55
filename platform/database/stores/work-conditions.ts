import { type RawBuilder, sql } from 'kysely'
import { AMBER_HOURS, type ClockColour, ON_THE_CLOCK, REPORT_HOURS } from '../../../core/domain/report/report-clock.ts'
import type { Looker, WorkFilter } from '../../../core/ports/work-list.ts'
import { inScope } from './in-scope.ts'

/** The last step was the station's question, and neither a word nor a photo has come since. */
export const WAITS_FOR_CITIZEN = sql<boolean>`exists (
  select from report_events e where e.report_id = r.id and e.action = 'ask_citizen'
    and e.seq = (select max(seq) from report_events where report_id = r.id)
    and not exists (select from photos p where p.report_id = coalesce(r.part_of, r.id) and p.received_at > e.at))`

/** Photos and hurry hang on the whole report, not on its part. */
const WHOLE = sql`coalesce(r.part_of, r.id)`

/** What the last card of each report said. A set that is read once for all rows, where a question a row is asked 15,000 times. */
const LAST_READ = sql`(select distinct on (p.report_id) p.report_id, p.card_agrees from photos p
  where p.card_agrees is not null and p.report_id is not null order by p.report_id, p.received_at desc, p.id desc) last_read`

/**
 * The card that was read last agrees with all that changes (note-agreement.ts); while none was read: every identity value
 * comes from a card's QR, and there is at least one (features C05).
 */
export const EASY = sql<boolean>`(r.asks_identity and (
  ${WHOLE} in (select report_id from ${LAST_READ} where card_agrees)
  or (r.all_from_card and ${WHOLE} not in (select report_id from ${LAST_READ}))))`

/** What came back because the app does not show the correction stands first (features D08), then what is urgent (B12). */
export const LANE = sql<number>`(case when (r.id, r.recorded_at) in
  (select e.report_id, e.at from report_events e where e.action = 'not_seen') then 0
  when ${WHOLE} in (select u.report_id from urgent_uses u where u.lane = 'urgent') then 1 else 2 end)`

/** A use of the urgent lane that still waits for the look every use gets (features B12). */
export const AWAITS_LOOK = sql<boolean>`(${WHOLE} in (select u.report_id from urgent_uses u where u.looked_by is null))`

/** The district was asked whose it is and has not said (features E02). */
export const AWAITS_RULING = sql<boolean>`(r.id in (select g.report_id from hop_rulings g where g.ruled_at is null))`

/** A colleague's decision waits for this officer, or for anybody of their unit (features E11). */
export const recheckFor = ({ staffId, unitId }: Looker) => sql<boolean>`((r.id, r.round) in (
  select k.report_id, k.round from rechecks k where k.looked_at is null and k.decided_by <> ${staffId}
    and (k.for_staff_id = ${staffId} or (k.for_staff_id is null and k.unit_id = ${unitId}))))`

/** What a row of the work list must be; `r` is the report. */
export function fits(filter: WorkFilter, now: Date): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [inScope(filter.scope, 'r.unit_id')]
  if (filter.state) conditions.push(sql`r.state = ${filter.state}`)
  if (filter.type) conditions.push(sql`${filter.type} = any(r.types)`)
  if (filter.colour) conditions.push(sql`${colourOf(now)} = ${filter.colour}`)
  if (filter.open) conditions.push(sql`r.state = any(${ON_THE_CLOCK})`)
  if (filter.awaitsLook) conditions.push(AWAITS_LOOK)
  if (filter.awaitsRuling) conditions.push(AWAITS_RULING)
  if (filter.recheckFor) conditions.push(recheckFor(filter.recheckFor))
  if (filter.ownUnit) conditions.push(sql`r.unit_id = ${filter.ownUnit}`)
  if (filter.holder) conditions.push(sql`r.taken_by = ${filter.holder}`)
  if (filter.code) conditions.push(sql`replace(r.code, '-', '') like ${`PA${filter.code.replace(/^PA/, '')}%`}`)
  return sql.join(conditions, sql` and `)
}

/** The colour of core/domain/report/report-clock.ts, for rows too many to read one by one. */
export function colourOf(now: Date): RawBuilder<ClockColour> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  return sql<ClockColour>`case when r.state <> all(${ON_THE_CLOCK}) then 'stopped'
    when r.recorded_at <= ${before(REPORT_HOURS)} then 'overdue'
    when r.recorded_at <= ${before(AMBER_HOURS)} then 'amber' else 'calm' end`
}
