import type { ApprovedChange } from '../../domain/exchange/approved-change.ts'
import { type ConflictChoice, conflictChoices, keepingNeedsTwo } from '../../domain/exchange/conflict-choices.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { reopenReport } from '../desk/reopen-doubted.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { moveReport } from '../move-report.ts'
import { callJointReview } from '../police/joint-review.ts'
import { must, reportsAround } from './move-exported.ts'
import { planExports } from './plan-export.ts'
import { changesBehind, MISMATCHES, moveReportBy } from './settle-rows.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface DecideConflict {
  officer: Officer
  changeId: string
  /** To take the approved value there is accept-conflict.ts. */
  choice: Exclude<ConflictChoice, 'take_approved'>
}

/**
 * An officer has seen was, is and approved, and the approved value does not go out (features G05): the Platform's stays, or
 * whoever answers for the value is asked again. `waits`: what two officers approved waits for the second to give it up.
 */
export async function decideConflict(app: App, command: DecideConflict): Promise<Outcome<{ waits: boolean }>> {
  const { officer, changeId, choice } = command
  return allOrNothing(app, async (tx) => {
    const change = (await tx.approvedChanges.lockWaiting(officer.unitId)).find(({ id }) => id === changeId)
    const [row] = change ? await planExports(tx, [change]) : []
    if (!change || !row || row.conflicts.length === 0) return object('changed_meanwhile')
    if (!conflictChoices(change).includes(choice)) return object('not_possible_now', { action: choice })
    const subject = { subjectKind: 'approved_change', subjectId: change.id } as const
    await tx.audit.write({ staffId: officer.staffId, action: choice, ...subject, detail: { field: change.field } })
    if (choice === 'keep_platform') return keepPlatform(app, tx, officer, change)
    return change.policeRowId === null ? askStation(app, tx, change) : askPolice(app, tx, officer, change)
  })
}

async function keepPlatform(
  app: App,
  tx: Tx,
  officer: Officer,
  change: ApprovedChange,
): Promise<Outcome<{ waits: boolean }>> {
  const first = change.keptBy ?? null
  if (keepingNeedsTwo(change) && first === officer.staffId) return object('second_officer_needed')
  const waits = keepingNeedsTwo(change) && first === null
  const [firstBy, secondBy] = first === null ? [officer.staffId, null] : [first, officer.staffId]
  await tx.approvedChanges.keepPlatform(change.id, { firstBy, secondBy })
  if (waits) return done({ waits })
  await drop(app, tx, [change])
  await followReport(app, tx, officer, change)
  return done({ waits })
}

async function drop(app: App, tx: Tx, changes: readonly ApprovedChange[]): Promise<void> {
  const ids = changes.map(({ id }) => id)
  await tx.approvedChanges.setState(ids, 'dropped')
  await tx.platformTasks.close(ids, MISMATCHES, app.now())
}

/** With nothing left to correct the report comes back to be answered; otherwise it goes on with the rest. */
async function followReport(app: App, tx: Tx, officer: Officer, { reportId }: ApprovedChange): Promise<void> {
  const report = reportId ? await tx.reports.lock(reportId) : null
  if (report?.state !== 'approved') return
  const states = (await changesBehind(tx, report.id, report.personId)).map(({ state }) => state)
  if (states.every((state) => state === 'dropped')) return reopenReport(app, tx, report)
  if (states.some((state) => !['exported', 'landed', 'dropped'].includes(state))) return
  must(await moveReport(app, tx, report, { action: 'export', actor: officer }), report.id)
  await moveReportBy(app, tx, report.id)
}

/** Another value than both needs another decision: the report goes back to its queue, as a new round. */
async function askStation(app: App, tx: Tx, { reportId }: ApprovedChange): Promise<Outcome<{ waits: boolean }>> {
  const report = reportId ? await tx.reports.lock(reportId) : null
  if (report?.state !== 'approved') return object('not_possible_now', { action: 'ask_again' })
  const behind = await changesBehind(tx, report.id, report.personId)
  const isUnderWay = ({ state, policeRowId }: ApprovedChange) =>
    state === 'exported' || (policeRowId !== null && state !== 'landed' && state !== 'dropped')
  if (behind.some(isUnderWay)) return object('not_possible_now', { action: 'ask_again' })
  await reopenReport(app, tx, report)
  return done({ waits: false })
}

/** Back on the list, one round more (2262; domain 1.9); its reports wait in their queue for somebody to send them again. */
async function askPolice(
  app: App,
  tx: Tx,
  officer: Officer,
  change: ApprovedChange,
): Promise<Outcome<{ waits: boolean }>> {
  const identityCase = change.identityCaseId ? await tx.identityCases.lock(change.identityCaseId) : null
  if (!identityCase) return object('no_such_case')
  const rounds = identityCase.rounds + 1
  const move = { action: 'list_again', actor: officer, change: { rounds }, detail: { rounds } } as const
  const moved = await moveIdentityCase(app, tx, identityCase, move)
  if (!moved.ok) return moved
  await callJointReview(app, tx, { identityCaseId: identityCase.id, rounds })
  const decided = await tx.approvedChanges.ofLatestPoliceRow(identityCase.id)
  await drop(
    app,
    tx,
    decided.filter(({ state }) => state !== 'landed'),
  )
  for (const reportId of await reportsAround(tx, [change])) {
    const report = await tx.reports.lock(reportId)
    if (report?.state === 'approved') await reopenReport(app, tx, report)
  }
  return done({ waits: false })
}
