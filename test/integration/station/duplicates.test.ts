import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { confirmPair, proposePair, tellPairApart, undoPair } from '../../../core/use-cases/duplicates/join-pair.ts'
import { openDuplicates, openPair } from '../../../core/use-cases/duplicates/open-duplicates.ts'
import { searchDuplicates } from '../../../core/use-cases/duplicates/search-duplicates.ts'
import { writeMergePlan } from '../../../core/use-cases/duplicates/write-merge-plan.ts'
import { dosesOfPerson } from '../../../core/use-cases/same-person/whole-person.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'

let house: TestHouse
let [one, two] = [{} as Officer, {} as Officer]
let [old, now] = [{} as PlatformRecord, {} as PlatformRecord]
beforeAll(async () => {
  house = await openTestHouse()
  one = await anOfficer(house)
  two = await anOfficer(house)
  const who = { fullName: 'Giàng A Trùng', birthDate: '1990-05-17', birthText: '17/05/1990', sex: 'male' } as const
  const dose = { vaccine: 'AstraZeneca', lot: '00123' }
  old = await house.person({
    ...who,
    recordId: '000777',
    idNumber: '024356789',
    phone: '+84912000111',
    doses: [{ ...dose, givenOn: '2021-09-10' }],
  })
  now = await house.person({
    ...who,
    recordId: '000888',
    idNumber: '079090000360',
    phone: '+84912000111',
    doses: [{ ...dose, givenOn: '2021-09-15' }],
  })
  const given = ['An', 'Bình', 'Cường', 'Dũng', 'Hà', 'Lan', 'Mai', 'Nam']
  for (let at = 0; at < 40; at += 1) {
    const birthDate = `19${40 + at}-02-01`
    const fullName = `Trần Văn ${given[at % 8]}`
    await house.person({ fullName, birthDate, birthText: `01/02/19${40 + at}`, sex: 'male' })
  }
  await searchDuplicates(house.app, { unitId: 'tyt-mau' })
})
afterAll(() => house.close())

const pairOf = (officer: Officer) => {
  const [firstId = '', secondId = ''] = [old.id, now.id].sort()
  return { officer, firstId, secondId }
}
const words = {
  sheetName: 'Kế hoạch',
  headers: ['Việc', 'Giữ', 'Gộp', 'Tên', 'Mũi', 'Vắc xin', 'Ngày', 'Lô', 'Cơ sở', 'Mũi này', 'Xem kỹ'],
  merge: 'gộp',
  split: 'tách',
  move: 'chuyển',
  stays: 'giữ',
  doubts: { same_dose: 'hai lần', too_close: 'quá gần' },
}
const planRows = async () => {
  const sheet = await readSheet(must(await writeMergePlan(house.app, { officer: one, words })))
  if (!sheet.ok) throw new Error(sheet.reason)
  return sheet.lines.slice(1).map(({ cells }) => cells)
}

test('E08 the search finds the pair and explains its score field by field; the doses of both are one line of days', async () => {
  const desk = must(await openDuplicates(house.app, { officer: one }))
  expect(desk.pairs).toHaveLength(1)
  const { pair, union } = must(await openPair(house.app, pairOf(one)))
  expect(pair.parts.map(({ field }) => field)).toEqual(['number', 'name', 'birth', 'sex', 'phone', 'place', 'dose'])
  expect(pair.parts.reduce((sum, { bits }) => sum + bits, 0)).toBeGreaterThan(pair.bits)
  expect(union.map(({ doubt }) => doubt)).toEqual([null, 'too_close'])
})

test('E08 E11 two officers join, both records answer as one, and the plan tells the Platform what stays, goes and moves', async () => {
  must(await proposePair(house.app, { ...pairOf(one), keptId: now.id }))
  expect(objectionOf(await confirmPair(house.app, pairOf(one)))).toBe('other_reviewer')
  expect(objectionOf(await writeMergePlan(house.app, { officer: one, words }))).toBe('nothing_to_export')
  must(await confirmPair(house.app, pairOf(two)))
  expect(await house.app.store.transaction((tx) => dosesOfPerson(tx, now.id))).toHaveLength(2)
  const [line = []] = await planRows()
  expect(line.slice(0, 3)).toEqual(['gộp', '000888', '000777'])
  expect([line[5], line[7], line[9]]).toEqual(['AstraZeneca', '00123', 'chuyển'])
  expect(objectionOf(await writeMergePlan(house.app, { officer: one, words }))).toBe('nothing_to_export')
})

test('E08 within 30 days it is undone, and the next plan says so; later it is not', async () => {
  house.clock.advance(29 * 86_400_000)
  must(await undoPair(house.app, pairOf(two)))
  expect(await house.app.store.transaction((tx) => dosesOfPerson(tx, now.id))).toHaveLength(1)
  expect((await planRows()).map((line) => [line[0], line[2]])).toEqual([['tách', '000777']])
  must(await proposePair(house.app, { ...pairOf(one), keptId: old.id }))
  must(await confirmPair(house.app, pairOf(two)))
  house.clock.advance(31 * 86_400_000)
  expect(objectionOf(await undoPair(house.app, pairOf(two)))).toBe('wrong_state')
})

test('E08 two people who were told apart are not shown again, whatever the next search finds', async () => {
  const who = { fullName: 'Sùng Thị Đôi', birthDate: '1980-03-03', birthText: '03/03/1980', phone: '+84912000222' }
  const ids = [await house.person(who), await house.person(who)].map(({ id }) => id).sort()
  await searchDuplicates(house.app, { unitId: 'tyt-mau' })
  const pair = { officer: one, firstId: ids[0] ?? '', secondId: ids[1] ?? '' }
  must(await tellPairApart(house.app, pair))
  await searchDuplicates(house.app, { unitId: 'tyt-mau' })
  const { pairs } = must(await openDuplicates(house.app, { officer: one }))
  expect(pairs.some(({ firstId }) => firstId === pair.firstId)).toBe(false)
})

test('E08 B05 a citizen who says they have two records stands on the desk; another station sees neither pair nor claim', async () => {
  const report = await aReport(house, { types: ['DUPLICATE_OR_SPLIT_PROFILE'], changes: [], personId: old.id })
  const { claims } = must(await openDuplicates(house.app, { officer: one }))
  expect(claims.map(({ code }) => code)).toEqual([report.code])
  const unit = {
    dataset_version: '2021',
    valid_from: '2021-01-01',
    code: 'tyt-khac',
    kind: 'station',
    name: 'Trạm khác',
  }
  await house.db
    .insertInto('units')
    .values({ ...unit, id: 'tyt-khac', parent_id: 'ttyt-mau' })
    .execute()
  const other = await anOfficer(house, { unitId: 'tyt-khac' })
  expect(must(await openDuplicates(house.app, { officer: other }))).toMatchObject({ pairs: [], claims: [] })
  expect(objectionOf(await openPair(house.app, pairOf(other)))).toBe('no_such_person')
})
