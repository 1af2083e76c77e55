import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { confirmPair, proposePair, tellPairApart, undoPair } from '../../../core/use-cases/duplicates/join-pair.ts'
import { drawUpMergePlan, openMergePlan } from '../../../core/use-cases/duplicates/merge-plan.ts'
import { openDuplicates, openPair } from '../../../core/use-cases/duplicates/open-duplicates.ts'
import { searchDuplicates } from '../../../core/use-cases/duplicates/search-duplicates.ts'
import { dosesOfPerson } from '../../../core/use-cases/same-person/whole-person.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { anotherStation } from './another-station.ts'
import { loggedIn, openStation, type StationPortal } from './station-portal.ts'

let house: TestHouse
let portal: StationPortal
let [one, two] = [{} as Officer, {} as Officer]
let [old, now] = [{} as PlatformRecord, {} as PlatformRecord]
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  await anotherStation(house)
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
afterAll(async () => {
  await portal.close()
  await house.close()
})

const pairOf = (officer: Officer) => {
  const [firstId = '', secondId = ''] = [old.id, now.id].sort()
  return { officer, firstId, secondId }
}
const drawUp = (officer = one) => drawUpMergePlan(house.app, { officer })
const planLines = async () => {
  const { planId } = must(await drawUp())
  return must(await openMergePlan(house.app, { officer: one, planId })).lines
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
  expect(objectionOf(await drawUp())).toBe('nothing_to_export')
  must(await confirmPair(house.app, pairOf(two)))
  expect(await house.app.store.transaction((tx) => dosesOfPerson(tx, now.id))).toHaveLength(2)
  expect(await planLines()).toMatchObject([
    {
      what: 'merge',
      kept: '000888',
      gone: '000777',
      dose: { vaccine: 'AstraZeneca', lot: '00123', day: '2021-09-10' },
    },
  ])
  expect(objectionOf(await drawUp())).toBe('nothing_to_export')
})

test('E08 within 30 days it is undone, and the next plan says so; later it is not', async () => {
  house.clock.advance(29 * 86_400_000)
  must(await undoPair(house.app, pairOf(two)))
  expect(await house.app.store.transaction((tx) => dosesOfPerson(tx, now.id))).toHaveLength(1)
  expect(await planLines()).toMatchObject([{ what: 'split', gone: '000777' }])
  must(await proposePair(house.app, { ...pairOf(one), keptId: old.id }))
  must(await confirmPair(house.app, pairOf(two)))
  house.clock.advance(31 * 86_400_000)
  expect(objectionOf(await undoPair(house.app, pairOf(two)))).toBe('wrong_state')
})

test('E08 a plan is opened and its file fetched again, as it was drawn up, by the station and the district and nobody else', async () => {
  const browser = await loggedIn(house, portal.url)
  const desk = await browser.open('/can-bo/ho-so-trung')
  const plan = await browser.send(desk, {}, 'Lập kế hoạch gộp')
  expect(plan.status).toBe(200)
  await house.db.updateTable('doses').set({ lot: '99999' }).where('person_id', '=', now.id).execute()
  const listed = (await browser.open('/can-bo/ho-so-trung')).html.match(
    /\/can-bo\/ho-so-trung\/ke-hoach\/[0-9a-f-]{36}/,
  )
  expect(listed?.[0]).toBe(plan.url)
  const again = await browser.open(plan.url)
  for (const said of ['Phạm Thị Thử', '000777', '000888', '15/09/2021']) expect(again.html).toContain(said)
  const sheet = await readSheet(await browser.download(`${plan.url}/bang.xlsx`))
  if (!sheet.ok) throw new Error(sheet.reason)
  const [, line, ...more] = sheet.lines.map(({ cells }) => cells.join(' | '))
  expect(more).toEqual([])
  expect(line).toContain('Gộp | 000777 | 000888 | Giàng A Trùng | ')
  expect(line).toContain(' | 15/09/2021 | 00123 | ')
  const planId = plan.url.split('/').at(-1) ?? ''
  const district = await anOfficer(house, { role: 'district' })
  expect(must(await openMergePlan(house.app, { officer: district, planId })).staffName).toBe('Phạm Thị Thử')
  const elsewhere = await anOfficer(house, { unitId: 'tyt-khac' })
  expect(objectionOf(await openMergePlan(house.app, { officer: elsewhere, planId }))).toBe('no_such_list')
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
  const other = await anOfficer(house, { unitId: 'tyt-khac' })
  expect(must(await openDuplicates(house.app, { officer: other }))).toMatchObject({ pairs: [], claims: [] })
  expect(objectionOf(await openPair(house.app, pairOf(other)))).toBe('no_such_person')
})
