import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PoliceAnswer } from '../../domain/police-list/police-answer.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import { answered } from './answer-police-row.ts'
import { isWaitingForRegister } from './waits-for-register.ts'

export interface AnswerAgain {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
  rowNo: number
  /** What the population database says now. */
  answer: Exclude<PoliceAnswer, 'register_wrong'>
}

/**
 * The register was put right, or turned out to be: the same row on the same list is answered again and goes into a return of
 * its own. It has no clock: the citizen's procedure took the time (features F08).
 */
export async function answerAgain(app: App, command: AnswerAgain): Promise<Outcome<null>> {
  const { officer, listId, rowNo, answer } = command
  return app.store.policeTransaction(async (tx) => {
    const list = await tx.policeLists.lock(listId)
    if (!list || list.policeUnitId !== officer.unitId) return object('no_such_list')
    const next = act(POLICE_LIST_LIFECYCLE, list.state, 'reopen', officer.role)
    if (!next.ok) return next
    const row = (await tx.policeLists.rowsOf(listId)).find((one) => one.rowNo === rowNo)
    if (!row || !isWaitingForRegister(row)) return object('not_possible_now', { action: 'answer' })
    const at = app.now()
    // Note and appointment belonged to the answer before; which field is wrong is ticked on the row that is open again.
    const given = { rowNo, answer, wrongFields: [], note: null }
    const by = { answeredBy: officer.staffId, answeredAt: at, workbookId: null }
    await tx.policeLists.reopenRow({ ...answered(row, given, by), mendedAt: at })
    if (!(await tx.policeLists.save({ ...list, state: next.value }))) return object('changed_meanwhile')
    const step = {
      subject: 'police_list',
      subjectId: list.id,
      action: 'reopen',
      from: list.state,
      to: next.value,
    } as const
    await tx.history.append({ ...step, actor: officer, detail: { rowNo }, at })
    return done(null)
  })
}
