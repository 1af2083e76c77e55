import { type Refusal, refusersOf, subjectsOf } from '../../domain/report/repeated-refusal.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Tx } from '../../ports/store.ts'

/** Into whose hands a report goes when some may not judge it. */
export type Passed = Pick<Report, 'takenBy' | 'unitId'>

/** Those who refused this citizen's field three times, over all their reports and rounds (features B08). */
export async function tiredReviewers(tx: Tx, report: Report): Promise<string[]> {
  const refusals: Refusal[] = []
  for (const one of await reportsOf(tx, report)) {
    const events = await tx.history.of('report', one.id)
    for (const { action, actor } of events) {
      if (action === 'refuse' && actor.kind === 'staff') {
        refusals.push({ subjects: subjectsOf(one), staffId: actor.staffId })
      }
    }
  }
  return refusersOf(subjectsOf(report), refusals)
}

/** Somebody else of the same unit, else the unit above, which hands it to another station (features D05). */
export async function passToAnother(tx: Tx, report: Report, barred: readonly string[]): Promise<Passed> {
  const takenBy = await tx.reviewers.otherAt(report.unitId, barred)
  if (takenBy) return { takenBy, unitId: report.unitId }
  const above = (await tx.units.get(report.unitId))?.parentId
  return { takenBy: null, unitId: above ?? report.unitId }
}

/** The district above the unit that refused; where it lies with a district already, somebody else there (features D05). */
export async function passToDistrict(tx: Tx, report: Report, barred: readonly string[]): Promise<Passed> {
  let unit = await tx.units.get(report.unitId)
  while (unit && unit.kind !== 'district' && unit.parentId) unit = await tx.units.get(unit.parentId)
  const unitId = unit?.id ?? report.unitId
  return { takenBy: await tx.reviewers.otherAt(unitId, barred), unitId }
}

/** Reports of the same person; unmatched, of the same phone and birth date. */
async function reportsOf(tx: Tx, { personId, phone, claimant }: Report): Promise<Report[]> {
  if (personId) return tx.reports.ofPerson(personId)
  const same = phone ? await tx.reports.ofPhone(phone) : []
  return same.filter((one) => one.personId === null && one.claimant.birthDate === claimant.birthDate)
}
