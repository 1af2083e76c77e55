import type { BulkDecision } from '../../domain/bulk/bulk-decision.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import { type AnswerFacts, unfilledOf } from '../../domain/thread/ready-answer.ts'
import type { App } from '../../ports/app.ts'
import type { BulkRow } from '../../ports/bulks.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { reachReport } from '../desk/reach-report.ts'
import { carryOutRow } from './carry-out-row.ts'

/** The words for one row: in the citizen's language, with what the case can say. Null where a decision has none of its own. */
export type RowWords = (about: { locale: 'vi' | 'en'; facts: AnswerFacts }) => string | null

export interface Rehearsal {
  bulkId: string
  officer: Officer
  decision: BulkDecision
  words: RowWords
}

const AT_ONCE = 25

/**
 * Carries every row out and takes it all back: the preview is what would happen now, not a guess at it. Rows outside the
 * officer's scope are left out, as if they did not exist.
 */
export async function rehearse(app: App, rehearsal: Rehearsal, codes: readonly string[]): Promise<BulkRow[]> {
  const rows: BulkRow[] = []
  for (let from = 0; from < codes.length; from += AT_ONCE) {
    const some = codes.slice(from, from + AT_ONCE)
    rows.push(...(await takenBack(app, (tx) => tryRows(app, tx, rehearsal, some, rows.length))))
  }
  return rows
}

async function tryRows(
  app: App,
  tx: Tx,
  rehearsal: Rehearsal,
  codes: readonly string[],
  before: number,
): Promise<BulkRow[]> {
  const rows: BulkRow[] = []
  for (const code of codes) {
    const row = await tryRow(app, tx, rehearsal, code)
    if (row) rows.push({ ...row, rowNo: before + rows.length + 1 })
  }
  return rows
}

async function tryRow(app: App, tx: Tx, rehearsal: Rehearsal, code: string): Promise<BulkRow | null> {
  const { officer, decision } = rehearsal
  const reached = await reachReport(tx, officer, 'see_case', code, 'read')
  if (!reached.ok) return null
  const { id: reportId, version, state: from } = reached.value
  const told = new Set((await tx.outbox.ofReport(reportId)).map(({ id }) => id))
  const row = { rowNo: 0, reportId, code, version, from, channel: null, text: null, result: null }
  const facts = await factsOf(app, tx, reached.value)
  if (decision.action === 'ready_answer' && unfilledOf(decision.answerKey, facts))
    return { ...row, to: null, objection: 'answer_unfilled' }
  const text = rehearsal.words({ locale: reached.value.locale, facts })
  const outcome = await carryOutRow(app, tx, { ...rehearsal, row: { code, version, text } })
  if (outcome === 'no_chat') return { ...row, to: null, objection: outcome }
  if (!outcome.ok) return { ...row, to: null, objection: outcome.objection.code }
  const news = (await tx.outbox.ofReport(reportId)).find(({ id }) => !told.has(id))
  return { ...row, text, to: outcome.value.state, objection: null, channel: news?.channel ?? null }
}

async function factsOf(app: App, tx: Tx, { code, unitId }: { code: string; unitId: string }): Promise<AnswerFacts> {
  const unit = await tx.units.get(unitId)
  const receipt = receiptCodeOf(code)
  const link = `${app.settings.publicUrl}/theo-doi/${receipt}`
  return { code: receipt, link, openingHours: unit?.openingHours ?? null, address: unit?.address ?? null }
}

/** What `work` found, with nothing of what it wrote. */
async function takenBack<T>(app: App, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await app.store.transaction(async (tx) => {
      throw new Rehearsed(await work(tx))
    })
  } catch (thrown) {
    if (thrown instanceof Rehearsed) return thrown.found as T
    throw thrown
  }
}

/** Never leaves this file: a throw is the only way to end a transaction without its writes. */
class Rehearsed extends Error {
  readonly found: unknown

  constructor(found: unknown) {
    super('rehearsed')
    this.found = found
  }
}
