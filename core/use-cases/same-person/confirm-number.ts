import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { reachReport } from '../desk/reach-report.ts'
import { numbersFound } from './open-same-person.ts'
import { writeStep } from './write-step.ts'

/**
 * An officer confirms that a number read from this person's card is theirs too: from here either number finds them (features A14).
 * Only numbers that stand on a photographed card of the case can be confirmed; one that belongs to somebody objects.
 */
export async function confirmNumber(
  app: App,
  { officer, code, number }: { officer: Officer; code: string; number: string },
): Promise<Outcome<null>> {
  return allOrNothing(app, async (tx) => {
    const reached = await reachReport(tx, officer, 'join_records', code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    const record = report.personId ? await tx.records.get(report.personId) : null
    if (!record) return object('no_such_person')
    const found = (await numbersFound(app, tx, officer, { report, record })).find((one) => one.number === number)
    if (!found) return object('changed_meanwhile')
    const by = { staffId: officer.staffId, reportId: report.id, at: app.now() }
    if (!(await tx.samePerson.addNumber(record.id, found, by))) return object('changed_meanwhile')
    await writeStep(app, tx, officer, report, 'confirm_number', { kind: found.kind })
    return done(null)
  })
}
