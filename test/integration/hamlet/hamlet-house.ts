import type { HamletList } from '../../../core/ports/hamlet-lists.ts'
import { drawUpHamletLists } from '../../../core/use-cases/hamlet/draw-up-hamlet-lists.ts'
import type { RowAnswer } from '../../../core/use-cases/hamlet/take-hamlet-answers.ts'
import { typeInAnswers } from '../../../core/use-cases/hamlet/type-in-answers.ts'
import type { PersonWish } from '../../support/people.ts'
import { aReport, type ChainHouse, newIdNumber, sendToPolice, value } from '../chain/chain-house.ts'

let serial = 0

/** Somebody whose identity waits for the hamlet, with the report that brought it there. */
export async function aPersonWaiting(house: ChainHouse, wish: PersonWish = {}) {
  serial += 1
  // One after the other, as they come: the order of a list is the order of coming.
  house.clock.advance(1000)
  const person = await house.person({ fullName: 'Trần Thị Mẫu', ...wish })
  const report = await aReport(house, person)
  const idCase = await sendToPolice(house, report, person, newIdNumber(serial))
  return { person, report, idCase }
}

export const drawUp = async (house: ChainHouse, hamlet: string | null = 'Thôn 3'): Promise<HamletList[]> =>
  value(await drawUpHamletLists(house.app, { officer: house.clerk, hamlet }))

export const rowsOf = (house: ChainHouse, listId: string) =>
  house.app.store.transaction((tx) => tx.hamletLists.rowsOf(listId))

export const answer = (rowNo: number, wish: Partial<RowAnswer> = {}): RowAnswer => ({
  rowNo,
  version: 1,
  answer: 'right',
  corrected: {},
  note: null,
  ...wish,
})

export const typeIn = (house: ChainHouse, listId: string, answers: RowAnswer[]) =>
  typeInAnswers(house.app, { officer: house.clerk, listId, answers, words: (given) => `Thôn trả lời: ${given}` })

export async function caseOf(house: ChainHouse, id: string) {
  const row = await house.db.selectFrom('identity_cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { state: row.state, proposed: row.proposed as Record<string, string> }
}

export const actionsOf = async (house: ChainHouse, id: string) =>
  (await house.app.store.transaction((tx) => tx.history.of('identity_case', id))).map(({ action }) => action)
