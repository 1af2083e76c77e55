import { IDENTITY_CASE_LIFECYCLE } from '../../domain/identity-case/identity-case-lifecycle.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import type { ReportState } from '../../domain/report/report-lifecycle.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { moveReport } from '../move-report.ts'
import { settleDisputes } from '../signing/settle-disputes.ts'
import { destroyKeys } from './destroy-photos.ts'
import { citizenAt, ownsReport } from './owns-report.ts'
import { underCode } from './part-of-code.ts'

/**
 * The citizen takes a report back (features D12): in the same transaction the keys of its photos go, and who and what it was
 * about; the row stays to be counted. To somebody else it does not exist. `answerShown`: as in `ResendReport`.
 */
export async function withdrawReport(
  app: App,
  command: { code: string; address: string; answerShown?: true },
): Promise<Outcome<{ reportId: string; code: string; state: ReportState }>> {
  return app.store.transaction(async (tx) => {
    const [found, ...parts] = await underCode(tx, command.code)
    const report = found ? await tx.reports.lock(found.id) : null
    if (!report || !(await ownsReport(app, tx, report, command.address))) return object('no_such_report')
    const moved = await withdrawAll(app, tx, [report, ...parts], command)
    if (!moved.ok) return moved
    // Papers stay while a part that can no longer be taken back needs them.
    if (moved.value.left > 0) return done({ reportId: report.id, code: report.code, state: moved.value.state })
    const data = { caseId: report.id, reason: 'withdrawn' as const }
    await destroyKeys(app, tx, data)
    await tx.tasks.promise({ name: 'destroy-photos', data, uniqueKey: `destroy-photos|${report.id}|withdrawn` })
    return done({ reportId: report.id, code: report.code, state: moved.value.state })
  })
}

/** Every part that may still be taken back; the objection of the first when none may. */
async function withdrawAll(
  app: App,
  tx: Tx,
  reports: readonly Report[],
  { address, answerShown }: { address: string; answerShown?: true },
): Promise<Outcome<{ state: ReportState; left: number }>> {
  let [taken, left] = [0, 0]
  let objection: Outcome<never> = object('no_such_report')
  for (const { id } of reports) {
    const report = await tx.reports.lock(id)
    if (!report) continue
    const shownAt = answerShown ? address : null
    const moved = await moveReport(app, tx, report, {
      action: 'withdraw',
      actor: citizenAt(address),
      change: NOBODY,
      shownAt,
    })
    if (moved.ok) {
      await afterWithdrawal(app, tx, report)
      taken += 1
    } else {
      objection = moved
      left += report.state === 'withdrawn' || report.state === 'closed' ? 0 : 1
    }
  }
  return taken === 0 ? objection : done({ state: 'withdrawn', left })
}

async function afterWithdrawal(app: App, tx: Tx, report: Report): Promise<void> {
  await settleDisputes(app, tx, report, 'withdraw')
  await withdrawIdentityCase(app, tx, report)
}

/** What is left of a withdrawn report: its code, clock and kind. Phone and chat stay, so that its citizen can still read it. */
const NOBODY: Partial<Report> = {
  endState: 'withdrawn',
  personId: null,
  claimant: { fullName: '', birthDate: '', sex: 'female', idNumber: null, passportCountry: null },
  changes: [],
  doses: [],
  note: null,
  answer: null,
}

/** Nobody else's report stands on it and the police do not hold it: the identity case goes with its last report. */
async function withdrawIdentityCase(app: App, tx: Tx, report: Report): Promise<void> {
  const identityCase = report.personId ? await tx.identityCases.lockOpenOf(report.personId) : null
  if (!identityCase || !actionsFor(IDENTITY_CASE_LIFECYCLE, identityCase.state, 'system').includes('withdraw')) return
  const reports = await Promise.all(
    (await tx.identityCases.reportIdsOf(identityCase.id)).map((id) => tx.reports.get(id)),
  )
  const mine = reports.some((one) => one?.id === report.id)
  if (!mine || reports.some((one) => one && one.state !== 'withdrawn')) return
  await moveIdentityCase(app, tx, identityCase, { action: 'withdraw', actor: SYSTEM })
  await tx.hamletLists.closeRowOf(identityCase.id)
  // Nobody is expected at the police any more, no row waits for the population database, and no meeting for anybody.
  await tx.policeCalls.endOfCase(identityCase.id, app.now())
  await tx.policeLists.mendRowsOf(identityCase.id, app.now())
  await tx.jointReviews.endOfCase(identityCase.id, app.now())
}
