import { type RawBuilder, sql } from 'kysely'

/**
 * Where this person (`p`) proved that they read: the chat or the phone they opened their record with, else the one they last
 * reported from (a report needs a proved phone). The number on the Platform's record is nobody's proof.
 */
export function provedWay(now: Date): RawBuilder<unknown> {
  return sql`select way.address from (
      select case when f.address like 'web|%' then 'sms|gateway|' || f.phone else f.address end as address, f.proved_at as at
      from proofs f where f.person_id = p.id and f.expires_at > ${now}
      union all
      select coalesce(r.address, 'sms|gateway|' || r.phone), r.recorded_at from reports r
      where r.person_id = p.id and (r.address is null or r.address not like 'web|%')) way
    where way.address is not null order by way.at desc limit 1`
}
