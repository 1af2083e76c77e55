import type { WaitingForHamlet } from '../../../core/ports/hamlet-lists.ts'
import type { Db } from '../database.ts'
import { caseOf, REPORT_CODES } from './identity-cases-store.ts'

export async function waitingForHamlet(db: Db, unitId: string, limit: number): Promise<WaitingForHamlet[]> {
  const found = await db
    .selectFrom('identity_cases as c')
    .innerJoin('people as p', 'p.id', 'c.person_id')
    .leftJoin('person_hamlets as h', 'h.person_id', 'c.person_id')
    .selectAll('c')
    .select(['p.nationality', 'p.address', 'p.phone', 'h.hamlet'])
    .select(REPORT_CODES.as('report_codes'))
    .where('c.unit_id', '=', unitId)
    .where('c.state', '=', 'listed')
    // 3771 step 2: nobody checks a foreigner's identity, so the hamlet does not either.
    .where('p.nationality', '=', 'VN')
    .orderBy('c.created_at')
    .orderBy('c.id')
    .limit(limit)
    .execute()
  return found.map(({ nationality, address, phone, hamlet, report_codes: reportCodes, ...row }) => ({
    ...caseOf(row),
    nationality,
    address,
    phone,
    setHamlet: hamlet,
    reportCodes,
  }))
}
