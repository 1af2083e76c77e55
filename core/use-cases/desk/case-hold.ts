import { done, type Outcome, object } from '../../domain/objection.ts'
import { HOLD_MS, isHeldForDeciding } from '../../domain/staff/case-hold.ts'
import { mayAt } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { CaseHold } from '../../ports/case-holds.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { actorOf, reachReport } from './reach-report.ts'

/** The colleague who has this case open now; null when it is free or this officer's own (features E04). */
export async function holdOfOther(app: App, tx: Tx, reportId: string, officer: Officer): Promise<CaseHold | null> {
  const hold = await tx.caseHolds.of(reportId, app.now())
  return hold && hold.staffId !== officer.staffId ? hold : null
}

/** Whoever opens a case to decide on it holds it for 15 minutes; a later look prolongs it. */
export async function holdCase(app: App, tx: Tx, reportId: string, officer: Officer): Promise<boolean> {
  const until = new Date(app.now().getTime() + HOLD_MS)
  return tx.caseHolds.take({ reportId, staffId: officer.staffId, until }, app.now())
}

/** Takes the case out of a colleague's hands, on purpose and written down. */
export async function takeOverCase(app: App, command: { officer: Officer; code: string }): Promise<Outcome<null>> {
  const { officer, code } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'decide_case', code, 'lock')
    if (!reached.ok) return reached
    const { id, state } = reached.value
    const hold = await holdOfOther(app, tx, id, officer)
    if (!hold) return object('changed_meanwhile')
    const until = new Date(app.now().getTime() + HOLD_MS)
    await tx.caseHolds.takeOver({ reportId: id, staffId: officer.staffId, until })
    const detail = { takenOverFrom: hold.staffId }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'take_over',
      subjectKind: 'report',
      subjectId: id,
      detail,
    })
    await tx.history.append({
      subject: 'report',
      subjectId: id,
      action: 'take_over',
      from: state,
      to: state,
      actor: actorOf(officer),
      detail,
      at: app.now(),
    })
    return done(null)
  })
}

/** Who has it open, for the badge that follows while the page is read; looking holds nothing. */
export async function whoHolds(app: App, command: { officer: Officer; code: string }): Promise<Outcome<WhoHolds>> {
  const { officer, code } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'see_case', code, 'read')
    if (!reached.ok) return reached
    const { id, unitId, state, version } = reached.value
    const hold = isHeldForDeciding(state) ? await tx.caseHolds.of(id, app.now()) : null
    const mayTakeOver = hold?.staffId !== officer.staffId && mayAt(officer, 'decide_case', unitId)
    return done({ code: reached.value.code, version, hold, isMine: hold?.staffId === officer.staffId, mayTakeOver })
  })
}

export interface WhoHolds {
  code: string
  version: number
  hold: CaseHold | null
  isMine: boolean
  mayTakeOver: boolean
}
