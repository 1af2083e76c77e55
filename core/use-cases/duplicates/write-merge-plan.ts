import { done, type Outcome, object } from '../../domain/objection.ts'
import { doseUnion } from '../../domain/record/dose-union.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { PlannedJoin } from '../../ports/duplicates.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** The words of the workbook; a doubt names what the Platform's people should look at before they move a dose. */
export interface MergePlanWords {
  sheetName: string
  headers: readonly string[]
  merge: string
  split: string
  move: string
  stays: string
  doubts: Readonly<Record<'same_dose' | 'too_close', string>>
}

/**
 * What the Platform has to do, one line per dose: which record stays, which goes, which doses move (features E08). A join that was
 * undone after a plan had named it comes back as a split. Every cell is text, so that no zero of a record id is lost.
 */
export async function writeMergePlan(
  app: App,
  { officer, words }: { officer: Officer; words: MergePlanWords },
): Promise<Outcome<Buffer>> {
  if (!may(officer, 'join_records')) return object('not_your_role')
  const rows = await app.store.transaction(async (tx) => {
    const joins = await tx.duplicates.toPlan(await scopeFor(tx, officer))
    const lines: string[][] = []
    for (const one of joins) lines.push(...(await linesOf(tx, one, words)))
    await tx.duplicates.planned(joins, app.now())
    const subject = { subjectKind: 'unit', subjectId: officer.unitId }
    const detail = { joins: joins.map(({ join }) => join.id) }
    if (joins.length > 0) await tx.audit.write({ staffId: officer.staffId, action: 'merge_plan', ...subject, detail })
    return lines
  })
  if (rows.length === 0) return object('nothing_to_export')
  const columns = words.headers.map((header) => ({ header }))
  return done(await app.sheets.write({ sheetName: words.sheetName, columns, rows }))
}

async function linesOf(tx: Tx, { join, again }: PlannedJoin, words: MergePlanWords): Promise<string[][]> {
  const [kept, joined] = [await tx.records.get(join.keptId), await tx.records.get(join.joinedId)]
  if (!kept || !joined) return []
  const doses = [...(await tx.records.dosesOf(kept.id)), ...(await tx.records.dosesOf(joined.id))]
  const head = [again ? words.split : words.merge, kept.recordId, joined.recordId, kept.fullName]
  const moving = doseUnion(doses).filter(({ dose }) => dose.personId === joined.id)
  if (moving.length === 0) return [[...head, '', '', '', '', '', words.stays, '']]
  return moving.map(({ dose, doubt }) => [
    ...head,
    dose.number === null ? '' : String(dose.number),
    dose.vaccine,
    dose.givenOn ?? dose.givenText,
    dose.lot ?? '',
    dose.facility ?? '',
    again ? words.stays : words.move,
    doubt ? words.doubts[doubt] : '',
  ])
}
