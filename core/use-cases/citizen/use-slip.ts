import { proofEnds, provedPhone } from '../../domain/citizen/assurance.ts'
import { COUNTER_TRIES_AN_HOUR, readCounterCode } from '../../domain/counter/counter-code.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { CounterIntake } from '../../ports/counter-intakes.ts'
import type { Tx } from '../../ports/store.ts'
import { counterCodeHash } from '../counter/counter-code-hash.ts'
import { counterCodeBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'

const NO_CODE = '00000000'

/**
 * "Tôi đã báo Trạm rồi" (features B15): the key on the slip brings the report taken at the counter into this browser or chat,
 * like one sent from here. A slip of a report that somebody had sent before shows its status words only.
 */
export async function useSlip(
  app: App,
  command: { address: string; key: string; origin?: string | null },
): Promise<Outcome<{ code: string }>> {
  const slipHash = await counterCodeHash('slip', readCounterCode(command.key) ?? NO_CODE)
  return app.store.transaction(async (tx) => {
    const budgets = counterCodeBudgets(command, COUNTER_TRIES_AN_HOUR)
    const may = await takeTurns(tx, budgets)
    if (!may.ok) return may
    const intake = await tx.counterIntakes.bySlip(slipHash)
    const report = intake ? await tx.reports.lock(intake.reportId) : null
    if (!intake || !report) return object('slip_wrong')
    for (const { key } of budgets) await tx.limits.giveBack(key)
    await bringHere(app, tx, command.address, intake, report)
    return done({ code: report.code })
  })
}

async function bringHere(app: App, tx: Tx, address: string, { opened }: CounterIntake, report: Report): Promise<void> {
  const provedAt = app.now()
  if (opened) {
    // Whoever has linked nothing gets a list of cases of their own.
    await tx.contacts.join(address, address, provedAt)
    await tx.contacts.shareCase(address, report.id)
    const held = provedPhone(await tx.citizens.proofsOf(address, provedAt))
    // From here on the phone hears of it: it is proved, and its holder has the slip.
    if (held && !report.phone && !(await tx.reports.save({ ...report, phone: held })))
      throw new Error('A locked report changed under its own transaction')
  } else if (report.phone) {
    const proof = { id: app.newId(), address, phone: report.phone, personId: null, level: 0 as const, provedAt }
    await tx.citizens.addProof({ ...proof, expiresAt: proofEnds(address, provedAt) })
  }
}
