import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'

/** Whoever says "I never had this dose" stops its signature at once (features B06): on sending, joining and asking again. */
export async function freezeDisputed(
  app: App,
  tx: Tx,
  report: Pick<Report, 'id' | 'types' | 'doses' | 'personId'>,
): Promise<void> {
  if (!report.types.includes('DOSE_NOT_MINE') || !report.personId) return
  const recorded = await dosesOfPerson(tx, report.personId)
  const named = recorded.filter((dose) => report.doses.some((claim) => isMeant(claim, dose)))
  const disputed = named.map(({ id: doseId, facility, givenOn }) => ({ doseId, facility, givenOn }))
  await tx.disputedDoses.freeze(report.id, disputed, app.now())
}

/** Pointed at, or named by its number where the record was not open; a claim that says more corrects the dose. */
function isMeant(claim: Report['doses'][number], dose: { id: string; number: number | null }): boolean {
  if (claim.givenOn ?? claim.vaccine ?? claim.lot ?? claim.place) return false
  return claim.doseId !== null ? claim.doseId === dose.id : claim.number !== null && claim.number === dose.number
}
