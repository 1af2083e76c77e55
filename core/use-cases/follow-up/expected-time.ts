import { provedPerson } from '../../domain/citizen/assurance.ts'
import {
  EXPECTED_FROM_DAYS,
  type Expectation,
  type ExpectedTime,
  expectedTime,
} from '../../domain/citizen/expected-time.ts'
import type { DoseClaim } from '../../domain/report/report.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../domain/report/report-type.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { ownerOf } from '../citizen/open-report.ts'

const DAY = 86_400_000

/** What this unit needed for such reports in the last 30 days (features D10); null: too few to say. */
export async function expectedTimeAt(
  app: App,
  tx: Tx,
  { unitId, types }: { unitId: string; types: readonly ReportType[] },
): Promise<ExpectedTime | null> {
  const branches = types.map(branchOf)
  const branchTypes = (Object.keys(REPORT_TYPES) as ReportType[]).filter((type) => branches.includes(branchOf(type)))
  const until = app.now()
  const since = new Date(until.getTime() - EXPECTED_FROM_DAYS * DAY)
  return expectedTime(await tx.followUp.elapsed({ unitId, types, branchTypes, since, until }))
}

/** The same before a report is sent, for the unit it will go to; null while nothing is named. */
export async function expectationOf(
  app: App,
  told: { address: string; personId: string | null; types: readonly ReportType[]; doses: readonly DoseClaim[] },
): Promise<Expectation | null> {
  const { address, types, doses } = told
  if (types.length === 0) return null
  return app.store.transaction(async (tx) => {
    const proofs = await tx.citizens.proofsOf(address, app.now())
    const personId = provedPerson(proofs, told.personId) ? told.personId : null
    const record = personId ? await tx.records.get(personId) : null
    const unitId = await ownerOf(app, tx, { types: [...types], doses: [...doses], record })
    const unit = (await tx.units.get(unitId))?.name
    return unit ? { unit, time: await expectedTimeAt(app, tx, { unitId, types }) } : null
  })
}
