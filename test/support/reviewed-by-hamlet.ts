import type { Outcome } from '../../core/domain/objection.ts'
import { drawUpHamletLists } from '../../core/use-cases/hamlet/draw-up-hamlet-lists.ts'
import { hamletOfCase } from '../../core/use-cases/hamlet/hamlet-of-case.ts'
import { takeOffHamletList } from '../../core/use-cases/hamlet/take-off-hamlet-list.ts'
import { typeInAnswers } from '../../core/use-cases/hamlet/type-in-answers.ts'
import type { TestHouse } from './test-app.ts'

type Clerk = Awaited<ReturnType<TestHouse['staff']>>

/**
 * The hamlet's review as the station may do it on the phone: everybody who waits (or only these cases) is put on a list of their
 * hamlet and answered "right" (2262 step 2). Whoever is left out waits as before.
 */
export async function reviewedByHamlet(house: Pick<TestHouse, 'app' | 'db' | 'staff'>, caseIds?: readonly string[]) {
  const waiting = house.db.selectFrom('identity_cases').select('unit_id').distinct().where('state', '=', 'listed')
  for (const { unit_id: unitId } of await waiting.execute())
    await reviewStation(house, await house.staff({ role: 'clerk', unitId }), caseIds)
}

async function reviewStation({ app }: Pick<TestHouse, 'app'>, clerk: Clerk, caseIds?: readonly string[]) {
  for (const hamlet of await hamletsOf(app, clerk)) {
    const drawn = await drawUpHamletLists(app, { officer: clerk, hamlet })
    for (const { id } of drawn.ok ? drawn.value : []) await answerRight(app, clerk, id, caseIds)
  }
}

async function answerRight(app: TestHouse['app'], officer: Clerk, listId: string, caseIds?: readonly string[]) {
  const rows = await app.store.transaction((tx) => tx.hamletLists.rowsOf(listId))
  const mine = rows.filter((row) => !caseIds || caseIds.includes(row.identityCaseId))
  const right = { answer: 'right', corrected: {}, note: null } as const
  const answers = mine.map(({ rowNo, version }) => ({ rowNo, version, ...right }))
  if (answers.length > 0) must(await typeInAnswers(app, { officer, listId, answers, words: () => '' }))
  if (mine.length < rows.length) must(await takeOffHamletList(app, { officer, listId }))
}

async function hamletsOf(app: TestHouse['app'], clerk: Clerk): Promise<Set<string | null>> {
  return app.store.transaction(
    async (tx) => new Set((await tx.hamletLists.waiting(clerk.unitId, 5000)).map(hamletOfCase)),
  )
}

function must(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new Error(`objection ${outcome.objection.code}`)
}
