import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { POLICE_ANSWERS, type PoliceAnswer } from '../../../core/domain/police-list/police-answer.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { setCapacity } from '../../../core/use-cases/police/police-load.ts'
import { returnedPaper } from '../../../core/use-cases/police/return-files.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import { textOfPdf } from '../../support/pdf-text.ts'
import {
  answeredList,
  type ChainHouse,
  MINUTES,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  SCAN,
  signedReturn,
  value,
  words,
} from './chain-house.ts'
import { openChainPortal } from './chain-portal.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

const accept = (returnId: string, returnedFile: Buffer | null = null) =>
  acceptReturn(house.app, { officer: house.clerk, returnId, returnedFile, words })

test('F01 F06 the hash of the list stands on its page and on every page of the paper, with the four fields and nothing else', async () => {
  await peopleWaiting(house, 40)
  const list = await answeredList(house, 40)
  const portal = await openChainPortal(house)
  expect((await portal.as('clerk').get(`/can-bo/danh-sach/${list.number}`)).html).toContain(list.sha256)
  await portal.close()
  const returned = await signedReturn(house, list.id)
  const pages = await textOfPdf(await returnedPaper(house.app, returned))
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) expect(page).toContain(`${list.number} · SHA-256 ${returned.sha256}`)
  const text = pages.join('\n')
  expect(text.match(/Trần Thị Mẫu/g)).toHaveLength(40)
  for (const printed of [list.sha256, newIdNumber(1), newIdNumber(40), '17/05/1990', 'Nữ'])
    expect(text).toContain(printed)
  expect(text).not.toMatch(/AstraZeneca|AZ0001|Thôn 3|telegram|\+84/)
})

test('F01 230 people waiting are a list of 200 and a list of 30, and nobody stands on both', async () => {
  await peopleWaiting(house, 230)
  // More than one officer's two days: room for both lists (features F13).
  value(await setCapacity(house.app, { officer: house.police, rowsPerOfficerDay: 115 }))
  const draw = () => drawUpPoliceList(house.app, { officer: house.clerk, caseIds: 'all waiting' })
  const numbers = [value(await draw()).number, value(await draw()).number]
  expect(numbers).toEqual(['DS-2026-0001', 'DS-2026-0002'])
  expect(objectionOf(await draw())).toBe('list_empty')
  const rows = await house.db.selectFrom('police_rows').select(['list_id', 'identity_case_id']).execute()
  expect(new Set(rows.map((row) => row.identity_case_id)).size).toBe(230)
  const sizes = Object.values(Object.groupBy(rows, (row) => row.list_id)).map((group) => group?.length)
  expect(sizes.toSorted()).toEqual([200, 30])
})

test('F03 each of the eight answers ends its own row: only a match confirms, a wrong register waits, all others go back', async () => {
  const people = await peopleWaiting(house, POLICE_ANSWERS.length)
  const list = await answeredList(house, 0)
  const rows = await house.db.selectFrom('police_rows').selectAll().orderBy('row_no').execute()
  const answers = POLICE_ANSWERS.map((answer, index) => ({
    rowNo: index + 1,
    answer,
    wrongFields: answer === 'wrong_field' ? ['birthDate' as const] : [],
    note: null,
  }))
  value(await answerPoliceRows(house.app, { officer: house.police, listId: list.id, answers }))
  const returned = await signedReturn(house, list.id)
  expect(value(await accept(returned.id))).toEqual({ confirmed: 1, objected: 7, stillOpen: 0 })
  const outcomes: Record<string, unknown> = {}
  for (const [index, answer] of POLICE_ANSWERS.entries()) {
    const identityCase = await house.db
      .selectFrom('identity_cases')
      .selectAll()
      .where('id', '=', rows[index]?.identity_case_id ?? '')
      .executeTakeFirstOrThrow()
    const report = await house.db
      .selectFrom('reports')
      .select(['state', 'answer'])
      .where('person_id', '=', identityCase.person_id)
      .executeTakeFirstOrThrow()
    outcomes[answer] = [identityCase.state, report.state, report.answer]
  }
  const objected = (answer: PoliceAnswer) => ['police_objected', 'in_review', words(answer)]
  const others = POLICE_ANSWERS.filter((answer) => answer !== 'match' && answer !== 'register_wrong')
  expect(outcomes).toEqual({
    match: ['police_confirmed', 'approved', null],
    register_wrong: ['register_wrong', 'needs_identity', null],
    ...Object.fromEntries(others.map((answer) => [answer, objected(answer)])),
  })
  expect(people).toHaveLength(8)
  expect(await house.db.selectFrom('police_rows').select('id').where('open', '=', true).execute()).toEqual([])
})

test('F06 whatever one character of the returned file is changed, added or missing, the import stops', async () => {
  await peopleWaiting(house, 2)
  const list = await answeredList(house, 2)
  const drawn = value(await drawUpReturn(house.app, { officer: house.police, listId: list.id }))
  const file = await returnedPaper(house.app, drawn)
  const by = { method: 'minutes', minutes: MINUTES, scan: SCAN, returnedFile: file } as const
  value(await signReturn(house.app, { officer: house.police, returnId: drawn.id, by }))
  const place = fc.nat(file.length - 1)
  const changes = fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
      const changed = Buffer.from(file)
      changed[at] = (changed[at] ?? 0) ^ mask
      return changed
    }),
    place.map((at) => Buffer.concat([file.subarray(0, at), file.subarray(at + 1)])),
    fc
      .tuple(place, fc.nat(255))
      .map(([at, byte]) => Buffer.concat([file.subarray(0, at), Buffer.of(byte), file.subarray(at)])),
  )
  await fc.assert(
    fc.asyncProperty(changes, async (changed) => objectionOf(await accept(drawn.id, changed)) === 'file_changed'),
    { numRuns: 300, endOnFailure: true },
  )
  expect(await house.db.selectFrom('approved_changes').select('id').execute()).toEqual([])
  expect(value(await accept(drawn.id, file))).toMatchObject({ confirmed: 2 })
})

test('F06 whatever is changed in the database behind the signature, the import stops', async () => {
  await peopleWaiting(house, 2)
  const list = await answeredList(house, 2)
  const returned = await signedReturn(house, list.id)
  const row = { full_name: 'Trần Thị Mẩu', birth_date: '1990-05-18', sex: 'male', id_number: '001190000009', note: '.' }
  const [kept] = await house.db.selectFrom('police_rows').selectAll().where('row_no', '=', 2).execute()
  for (const [column, value] of Object.entries({ ...row, answer: 'not_found' })) {
    const set = (to: unknown) =>
      house.db
        .updateTable('police_rows')
        .set({ [column]: to })
        .where('row_no', '=', 2)
        .execute()
    await set(value)
    expect([column, objectionOf(await accept(returned.id))]).toEqual([column, 'file_changed'])
    await set(kept?.[column as keyof typeof kept])
  }
  const canonical = (sign: string) =>
    house.db
      .updateTable('police_lists')
      .set({ canonical: list.canonical + sign })
      .execute()
  await canonical(' ')
  expect(objectionOf(await accept(returned.id))).toBe('file_changed')
  await canonical('')
  expect(value(await accept(returned.id))).toMatchObject({ confirmed: 2 })
})
