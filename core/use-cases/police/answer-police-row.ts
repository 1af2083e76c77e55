import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { callKindOf, isSlotOver } from '../../domain/police-list/police-answer.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { GivenAnswer, PoliceRow } from '../../ports/police-lists.ts'

export interface AnswerPoliceRows {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
  /** `answer` null takes an answer back while it is in no return. */
  answers: readonly GivenAnswer[]
}

/** Stores what the police say about single rows; some now, the rest later (features F03). Answers how many rows changed. */
export async function answerPoliceRows(app: App, command: AnswerPoliceRows): Promise<Outcome<number>> {
  const { officer, listId, answers } = command
  return app.store.policeTransaction(async (tx) => {
    const list = await tx.policeLists.lock(listId)
    if (!list || list.policeUnitId !== officer.unitId) return object('no_such_list')
    const may = act(POLICE_LIST_LIFECYCLE, list.state, 'answer', officer.role)
    if (!may.ok) return may
    const rows = new Map((await tx.policeLists.rowsOf(listId)).map((row) => [row.rowNo, row]))
    const by = { answeredBy: officer.staffId, answeredAt: app.now(), workbookId: null }
    const changed = answers.flatMap((given) => {
      const row = rows.get(given.rowNo)
      return row && !isSame(row, given) ? [answered(row, given, by)] : []
    })
    const wrong = changed.map((row) => objectionTo(row, app.now())).find((found) => found !== null)
    if (wrong) return wrong
    for (const row of changed) await tx.policeLists.saveAnswer(row)
    return done(changed.length)
  })
}

function objectionTo(row: PoliceRow, now: Date): ReturnType<typeof object> | null {
  if (row.returnId) return object('not_possible_now', { action: 'answer' })
  if (row.answer === 'wrong_field' && row.wrongFields.length === 0)
    return object('reason_needed', { action: 'wrong_field', row: row.rowNo })
  // It waited for the register and is answered again: saying the same once more would lead nowhere (features F08).
  if (row.answer === 'register_wrong' && row.mendedAt) return object('not_possible_now', { action: 'answer' })
  return isCalledTooLate(row, now) ? object('appointment_over', { row: row.rowNo }) : null
}

/** The row with this answer and only what belongs to it; without an answer nobody has given one. */
export function answered(
  row: PoliceRow,
  given: GivenAnswer,
  by: Pick<PoliceRow, 'answeredBy' | 'answeredAt' | 'workbookId'>,
): PoliceRow {
  const { answer, note } = given
  const nobody = { answeredBy: null, answeredAt: null, workbookId: null }
  const comeOn = callKindOf(answer) ? (given.comeOn ?? null) : null
  const comePart = comeOn ? (given.comePart ?? null) : null
  const wrongFields = answer === 'wrong_field' ? given.wrongFields : []
  return { ...row, ...(answer ? by : nobody), answer, wrongFields, note, comeOn, comePart }
}

/** The row asks somebody to come on a day, or to a half of it, that is over (features F09). */
export function isCalledTooLate({ comeOn, comePart }: Pick<PoliceRow, 'comeOn' | 'comePart'>, now: Date): boolean {
  return comeOn !== null && isSlotOver({ comeOn, comePart }, now)
}

export function isSame(row: PoliceRow, given: GivenAnswer): boolean {
  const text = ({ answer, wrongFields, note, comeOn, comePart }: GivenAnswer) =>
    JSON.stringify([
      answer,
      answer === 'wrong_field' ? [...wrongFields].sort() : [],
      note ?? '',
      callKindOf(answer) ? [comeOn ?? '', comeOn ? (comePart ?? '') : ''] : [],
    ])
  return text(row) === text(given)
}
