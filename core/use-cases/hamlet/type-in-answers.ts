import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { type HamletWords, type HandedIn, type RowAnswer, takeHamletAnswers } from './take-hamlet-answers.ts'

export interface TypeInAnswers {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
  answers: readonly RowAnswer[]
  words: HamletWords
}

/** The station types in the sheet that came back, or what the hamlet said on the phone (features E13). */
export async function typeInAnswers(app: App, command: TypeInAnswers): Promise<Outcome<HandedIn>> {
  const { officer, listId, answers, words } = command
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role', { action: 'hamlet_confirm' })
  if (answers.length === 0) return object('nothing_answered')
  return app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.get(listId)
    if (!list || list.unitId !== officer.unitId) return object('no_such_list')
    const result = await takeHamletAnswers(app, tx, { list, answers, hand: { officer }, words })
    const detail = { taken: result.taken.length }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'type_in_hamlet_answers',
      subjectKind: 'hamlet_list',
      subjectId: listId,
      detail,
    })
    return done(result)
  })
}
