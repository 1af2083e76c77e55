import { correctionsOf, type GivenAnswer, type HamletAnswer, stepFor } from '../../domain/hamlet/hamlet-answer.ts'
import type { Report } from '../../domain/report/report.ts'
import { type Actor, SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { HamletList, HamletRow } from '../../ports/hamlet-lists.ts'
import type { IdentityCase } from '../../ports/identity-cases.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { moveReport } from '../move-report.ts'

/** Why the hamlet sent somebody back, as a sentence to the citizen in their language; words stand in templates. */
export type HamletWords = (answer: HamletAnswer, locale: 'vi' | 'en') => string

export interface RowAnswer extends GivenAnswer {
  rowNo: number
  /** The version of the row that was answered. */
  version: number
}

export interface HandedIn {
  /** Rows taken now. */
  taken: number[]
  /** Rows that had this very answer already: the line broke after it was stored. */
  known: number[]
  /** Rows that somebody else answered otherwise, or that were taken off the list. */
  differing: number[]
}

/** Whose hand: an officer who types in a sheet or a call, or the hamlet's own link. */
export type Hand = { officer: Extract<Actor, { kind: 'staff' }> } | { linkId: string }

/** Some rows now, the rest later: each answered row takes effect at once, in the caller's transaction, and only once. */
export async function takeHamletAnswers(
  app: App,
  tx: Tx,
  given: { list: HamletList; answers: readonly RowAnswer[]; hand: Hand; words: HamletWords },
): Promise<HandedIn> {
  const rows = new Map((await tx.hamletLists.lockRows(given.list.id)).map((row) => [row.rowNo, row]))
  const result: HandedIn = { taken: [], known: [], differing: [] }
  for (const answer of given.answers) {
    const row = rows.get(answer.rowNo)
    if (!row) continue
    if (row.open && row.version === answer.version) {
      await takeRow(app, tx, row, answer, given)
      result.taken.push(row.rowNo)
    } else (isSame(row, answer) ? result.known : result.differing).push(row.rowNo)
  }
  return result
}

async function takeRow(
  app: App,
  tx: Tx,
  row: HamletRow,
  given: RowAnswer,
  { list, hand, words }: { list: HamletList; hand: Hand; words: HamletWords },
): Promise<void> {
  const identityCase = await tx.identityCases.lock(row.identityCaseId)
  if (!identityCase) throw new Error(`Hamlet row ${row.id} has no identity case`)
  const corrected = correctionsOf(row.facts, given)
  const action = stepFor(given.answer, corrected)
  const fields = Object.keys(corrected)
  const detail = { list: list.number, row: row.rowNo, answer: given.answer, fields, source: 'hamlet' }
  const actor = 'officer' in hand ? hand.officer : SYSTEM
  must(await moveIdentityCase(app, tx, identityCase, { action, actor, detail }), row.id)
  await tx.hamletLists.saveRow({ ...row, ...answered(app, row, given, hand), corrected })
  if (action === 'hamlet_object') await giveReportsBack(app, tx, identityCase, given.answer, words)
}

function answered(app: App, row: HamletRow, { answer, note }: RowAnswer, hand: Hand) {
  const by =
    'officer' in hand ? { answeredBy: hand.officer.staffId, linkId: null } : { answeredBy: null, linkId: hand.linkId }
  return { ...by, answer, note, answeredAt: app.now(), version: row.version + 1, open: false }
}

/** Whoever waits for this identity is looked at again by the station (2262 step 2). */
async function giveReportsBack(
  app: App,
  tx: Tx,
  identityCase: IdentityCase,
  answer: HamletAnswer,
  words: HamletWords,
): Promise<void> {
  for (const id of await tx.identityCases.reportIdsOf(identityCase.id)) {
    const report: Report | null = await tx.reports.lock(id)
    if (report?.state !== 'needs_identity') continue
    const change = { answer: words(answer, report.locale) }
    must(
      await moveReport(app, tx, report, { action: 'hamlet_objected', actor: SYSTEM, change, detail: { answer } }),
      id,
    )
  }
}

function isSame(row: HamletRow, given: RowAnswer): boolean {
  const said = (answer: HamletAnswer | null, corrected: object, note: string | null) =>
    JSON.stringify([answer, Object.entries(corrected).sort(), note ?? ''])
  return said(row.answer, row.corrected, row.note) === said(given.answer, correctionsOf(row.facts, given), given.note)
}

/** The rows are locked, so a step that is not possible here is a fault of ours: everything is undone. */
function must(outcome: { ok: boolean }, id: string): void {
  if (!outcome.ok) throw new Error(`${id} could not follow the answer of the hamlet`)
}
