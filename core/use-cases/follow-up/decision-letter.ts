import { timingSafeEqual } from 'node:crypto'
import { foremostOf } from '../../domain/citizen/tracking.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { BASIS_OF, type DecidedOn, decisionsIn, type LetterBasis } from '../../domain/report/letter-decision.ts'
import { readReceiptCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import { ownsReport } from '../citizen/owns-report.ts'
import { underCode } from '../citizen/part-of-code.ts'

/** What stands on a decision letter, before it is put into words (features D13). */
export interface LetterFacts extends DecidedOn {
  code: string
  unitName: string
  fullName: string
  recordedOn: string
  reasons: Report['refusalReasons']
  basis: LetterBasis
  mayAppeal: boolean
  /** Part of the link to the check page. */
  token: string
}

/** The letter about the last decision, for the owner of the report alone. */
export async function decisionLetter(
  app: App,
  command: { code: string; address: string },
): Promise<Outcome<LetterFacts>> {
  return app.store.transaction(async (tx) => {
    const [root, ...parts] = await underCode(tx, readReceiptCode(command.code) ?? '')
    if (!root || !(await ownsReport(app, tx, root, command.address))) return object('no_such_report')
    const report = foremostPart([root, ...parts])
    const last = decisionsIn(await tx.history.of('report', report.id)).at(-1)
    if (!last) return object('no_such_report')
    const refused = last.decision === 'refused'
    return done({
      ...last,
      code: root.code,
      unitName: (await tx.units.get(report.unitId))?.name ?? '',
      fullName: report.claimant.fullName,
      recordedOn: dayInVietNam(report.recordedAt),
      reasons: refused ? report.refusalReasons : [],
      basis: BASIS_OF[last.decision],
      mayAppeal: refused,
      token: `${root.code}.${markOf(app, root.code, last)}`,
    })
  })
}

/**
 * What the QR of a letter proves: that this installation said this about this case on that day, and how the case stands now.
 * Null: no letter of ours says so.
 */
export async function checkLetter(
  app: App,
  token: string,
): Promise<{ code: string; said: DecidedOn; now: DecidedOn } | null> {
  const [typed = '', mark = ''] = token.split('.')
  const code = readReceiptCode(typed)
  if (!code) return null
  return app.store.transaction(async (tx) => {
    const reports = await underCode(tx, code)
    const perPart = await Promise.all(
      reports.map(async (report) => ({ report, decisions: decisionsIn(await tx.history.of('report', report.id)) })),
    )
    const said = perPart.flatMap(({ decisions }) => decisions).find((one) => isSame(markOf(app, code, one), mark))
    const now = perPart[foremostOf(reports.map(({ state }) => state))]?.decisions.at(-1)
    return said && now ? { code, said, now } : null
  })
}

/** Of two branches the one that stands for both, as on the tracking page. */
function foremostPart(reports: [Report, ...Report[]]): Report {
  return reports[foremostOf(reports.map(({ state }) => state))] ?? reports[0]
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function markOf(app: App, code: string, { decision, on }: DecidedOn): string {
  return app.secrets.mark('decision letter', [code, decision, on].join('|'))
}
