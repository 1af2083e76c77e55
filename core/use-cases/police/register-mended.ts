import { sameValue } from '../../domain/exchange/snapshot.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { IDENTITY_FIELDS } from '../../domain/report/report-type.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { IdentityCase } from '../../ports/identity-cases.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { recordedField } from '../identity/recorded-values.ts'
import { moveReport } from '../move-report.ts'

/**
 * For the transaction that reads a national match: a case that waited for the population database goes on by itself when the
 * match says right about the very values the citizen reported (features F08). A match that is right about other values leaves
 * it waiting, and the station is shown it: the register then agrees with the Platform and not with the citizen. Answers whether
 * the case is settled.
 */
export async function registerMended(app: App, tx: Tx, personId: string): Promise<boolean> {
  const identityCase = await tx.identityCases.lockOpenOf(personId)
  if (identityCase?.state !== 'register_wrong') return false
  const record = await tx.records.get(personId)
  if (!record) return false
  if (!agrees(record, identityCase)) {
    await noteDiffering(app, tx, identityCase)
    return false
  }
  const move = { action: 'register_mended', actor: SYSTEM } as const
  must(await moveIdentityCase(app, tx, identityCase, move), identityCase.id)
  await tx.policeCalls.endOfCase(identityCase.id, app.now())
  await tx.policeLists.mendRowsOf(identityCase.id, app.now())
  for (const id of await tx.identityCases.reportIdsOf(identityCase.id)) {
    const report = await tx.reports.lock(id)
    if (report?.state === 'needs_identity') await goOn(app, tx, report)
  }
  return true
}

async function noteDiffering(app: App, tx: Tx, { id, state }: IdentityCase): Promise<void> {
  const step = { subject: 'identity_case', subjectId: id, action: 'register_differs', from: state, to: state } as const
  await tx.history.append({ ...step, actor: SYSTEM, detail: {}, at: app.now() })
}

function agrees(record: PlatformRecord, { proposed }: IdentityCase): boolean {
  return IDENTITY_FIELDS.every((field) => sameValue(recordedField(record, field), proposed[field]))
}

/** Doses or a phone that are still to go to the Platform take the usual way; with nothing left to change it is over. */
async function goOn(app: App, tx: Tx, report: Report): Promise<void> {
  const changes = await tx.approvedChanges.ofReport(report.id)
  const isOver = changes.every(({ state }) => state === 'landed' || state === 'dropped')
  const move = isOver
    ? ({ action: 'register_mended', change: { endState: 'register_mended' } } as const)
    : ({ action: 'police_confirmed' } as const)
  must(await moveReport(app, tx, report, { ...move, actor: SYSTEM }), report.id)
}

function must(outcome: { ok: boolean }, id: string): void {
  if (!outcome.ok) throw new Error(`${id} could not follow the population database`)
}
