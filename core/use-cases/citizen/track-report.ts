import { timingSafeEqual } from 'node:crypto'
import { type Proof, proofEnds } from '../../domain/citizen/assurance.ts'
import type { Tracking } from '../../domain/citizen/tracking.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readReceiptCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { trackBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { describeCase } from './describe-case.ts'
import { ownsReport } from './owns-report.ts'

export interface TrackReport {
  code: string
  /** Last three digits of the report's phone. */
  phoneTail?: string | null
  address?: string | null
  /** Who is counted for wrong tries; the address when there is nothing better. */
  origin?: string | null
}

/** Status words by code and phone tail, or by an address that proved the phone; a code alone opens nothing (D03). */
export async function trackReport(app: App, command: TrackReport): Promise<Outcome<Tracking>> {
  const code = readReceiptCode(command.code)
  return app.store.transaction(async (tx) => {
    const counted = command.origin ?? command.address ?? 'unknown'
    const byTail = Boolean(command.phoneTail)
    const budgets = byTail ? trackBudgets(counted, code ?? '') : []
    const may = await takeTurns(tx, budgets)
    if (!may.ok) return may
    const report = code ? await tx.reports.byCode(code) : null
    const proofs = command.address ? await tx.citizens.proofsOf(command.address, app.now()) : []
    if (!report) return object('no_such_report')
    const mine = command.address ? await ownsReport(app, tx, report, command.address) : false
    if (!mine && !isTail(report.phone, command.phoneTail) && !isKnown(report, proofs)) return object('no_such_report')
    // Only wrong tries count: a whole village may stand behind one network address.
    for (const { key } of budgets) await tx.limits.giveBack(key)
    if (byTail && !mine) await rememberTail(app, tx, report, command.address ?? null)
    return done(await describeCase(app, tx, report, mine))
  })
}

function isTail(phone: string | null, tail: string | null | undefined): boolean {
  if (!phone || !tail || !/^\d{3}$/.test(tail)) return false
  return timingSafeEqual(Buffer.from(phone.slice(-3)), Buffer.from(tail))
}

/** Level 0: this address gave the end of the phone before, so that a reload does not ask again. */
function isKnown(report: Report, proofs: readonly Proof[]): boolean {
  return report.phone !== null && proofs.some((proof) => proof.phone === report.phone)
}

async function rememberTail(app: App, tx: Tx, report: Report, address: string | null): Promise<void> {
  if (!address || !report.phone) return
  const provedAt = app.now()
  const proof = { id: app.newId(), address, phone: report.phone, personId: null, level: 0 as const, provedAt }
  await tx.citizens.addProof({ ...proof, expiresAt: proofEnds(address, provedAt) })
}
