import { openQuestion } from '../../domain/citizen/open-question.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import type { ReportState } from '../../domain/report/report-lifecycle.ts'
import type { Tx } from '../../ports/store.ts'

/** The report with this receipt code and its parts (docs/decisions/two-branches.md); empty: there is none. */
export async function underCode(tx: Tx, code: string): Promise<Report[]> {
  const root = await tx.reports.byCode(receiptCodeOf(code))
  return root ? [root, ...(await tx.reports.partsOf(root.id))] : []
}

/** The part in this state that the citizen's step is about; else the report itself. */
export async function partInState(tx: Tx, code: string, state: ReportState): Promise<Report | null> {
  const all = await underCode(tx, code)
  return all.find((one) => one.state === state) ?? all[0] ?? null
}

/** The part whose officer asked and still waits; else the report itself. */
export async function askedPart(tx: Tx, code: string): Promise<Report | null> {
  const all = await underCode(tx, code)
  for (const one of all.length > 1 ? all : []) {
    const [events, photos] = [await tx.history.of('report', one.id), await tx.photos.ofCase(one.id)]
    if (openQuestion(one.state, events, photos)) return one
  }
  return all[0] ?? null
}
