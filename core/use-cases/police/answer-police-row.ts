import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PoliceAnswer } from '../../domain/police-list/police-answer.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { IdentityField } from '../../domain/report/report-type.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'

export interface AnswerPoliceRows {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
  /** `answer` null takes an answer back while it is in no return. */
  answers: readonly { rowNo: number; answer: PoliceAnswer | null; wrongFields: IdentityField[]; note: string | null }[]
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
    const changed = answers.filter((given) => {
      const row = rows.get(given.rowNo)
      return row && !isSame(row, given)
    })
    if (changed.some((given) => rows.get(given.rowNo)?.returnId))
      return object('not_possible_now', { action: 'answer' })
    const unsaid = changed.find((given) => given.answer === 'wrong_field' && given.wrongFields.length === 0)
    if (unsaid) return object('reason_needed', { action: 'wrong_field', row: unsaid.rowNo })
    for (const given of changed) {
      const row = rows.get(given.rowNo)
      const by = given.answer
        ? { answeredBy: officer.staffId, answeredAt: app.now() }
        : { answeredBy: null, answeredAt: null }
      const wrongFields = given.answer === 'wrong_field' ? given.wrongFields : []
      if (row) await tx.policeLists.saveAnswer({ ...row, ...by, answer: given.answer, wrongFields, note: given.note })
    }
    return done(changed.length)
  })
}

function isSame(
  row: Pick<AnswerPoliceRows['answers'][number], 'answer' | 'wrongFields' | 'note'>,
  given: typeof row,
): boolean {
  const text = ({ answer, wrongFields, note }: typeof row) =>
    JSON.stringify([answer, answer === 'wrong_field' ? [...wrongFields].sort() : [], note ?? ''])
  return text(row) === text(given)
}
