import { expect, test } from 'vitest'
import type { PrintedWord } from '../../../core/domain/papers/printed-page.ts'
import { slipAreas } from '../../../core/domain/papers/slip-areas.ts'
import { slipFacts } from '../../../core/domain/papers/slip-facts.ts'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import { claimOfPaper, withPaperValue } from '../../../core/domain/staff/paper-value.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'

const vaccines = readVaccines()

/** Lines of print, 40 pixels apart, ten pixels a letter; ` | ` leaves the gap of a column. */
function page(...lines: string[]): PrintedWord[] {
  return lines.flatMap((line, row) => {
    let left = 0
    return line.split(' ').flatMap((text): PrintedWord[] => {
      const at = left
      left += text === '|' ? 200 : 10 * text.length + 10
      return text === '|'
        ? []
        : [{ text, confidence: 0.95, box: { left: at, top: row * 40, width: 10 * text.length, height: 20 } }]
    })
  })
}

const facts = (...lines: string[]) =>
  Object.fromEntries(
    slipFacts({ words: page(...lines) }, vaccines).map(({ doseNumber, field, value }) => [
      `${doseNumber} ${field}`,
      value,
    ]),
  )

test('C13 a filled-in form: labels with marks', () => {
  const read = facts(
    'GIẤY XÁC NHẬN ĐÃ TIÊM VẮC XIN COVID-19',
    'Họ và tên: Nguyễn Thị Thử | Ngày sinh: 17/05/1990',
    'Mũi tiêm thứ: 1 | Ngày tiêm: 15/08/2021',
    'Tên vắc xin: AstraZeneca | Số lô: ABX2345',
    'Nơi tiêm: Trạm Y tế xã Mẫu',
    'Mẫu, ngày 20 tháng 9 năm 2021',
  )
  expect(read).toEqual({
    '1 givenOn': '2021-08-15',
    '1 vaccine': 'AstraZeneca',
    '1 lot': 'ABX2345',
    '1 place': 'Trạm Y tế xã Mẫu',
  })
})

test('C13 a form without marks, with the date in words and another name of the vaccine', () => {
  const read = facts('Mui thu: 2 | Tiem ngay: ngày 3 tháng 11 năm 2021', 'Loai vac xin: Comirnaty', 'So 1o: FF0O12')
  expect(read).toEqual({ '2 givenOn': '2021-11-03', '2 vaccine': 'Pfizer', '2 lot': 'FF0012' })
})

test('C13 two doses below each other keep their own values', () => {
  const read = facts(
    'Mũi 1: Ngày tiêm: 02.07.2021',
    'Vắc xin: Moderna | Số lô: 030V21R',
    'Mũi 2: Ngày tiêm: 1/11/21',
    'Vắc xin: Vero Cell | Số lô: 202108643',
  )
  expect(read).toEqual({
    '1 givenOn': '2021-07-02',
    '1 vaccine': 'Moderna',
    '1 lot': '030V21R',
    '2 givenOn': '2021-11-01',
    '2 vaccine': 'Vero Cell',
    '2 lot': '202108643',
  })
})

test('C13 the rows of a table tell their values by shape, also when the number of a row was misread', () => {
  const read = facts(
    'Mũi | Ngày tiêm | Loại vắc xin | Số lô | Nơi tiêm',
    'U | 08/07/2021 | COVID-19 Vaccine AstraZeneca | DK09667 | Trạm Y tế phường Thử',
    '2 | 10/10/2021 | Pñzer | FF9422 | Trường THCS Mẫu',
  )
  expect(read).toMatchObject({
    '1 givenOn': '2021-07-08',
    '1 vaccine': 'AstraZeneca',
    '1 lot': 'DK09667',
    '1 place': 'Trạm Y tế phường Thử',
    '2 vaccine': 'Pfizer',
    '2 lot': 'FF9422',
  })
})

test.each([
  ['a birth date is no dose', 'Ngày sinh: 17/05/1990'],
  ['a date before the first dose in Viet Nam', 'Ngày tiêm: 01/03/2021'],
  ['a day that does not exist', 'Ngày tiêm: 31/09/2021'],
  ['a batch number of letters only', 'Số lô: ABCDEF'],
  ['a vaccine nobody knows', 'Vắc xin: Nanocovaxin'],
  ['the title names a disease, not a vaccine', 'GIẤY XÁC NHẬN TIÊM VẮC XIN COVID-19'],
])('C13 nothing is proposed for %s', (_, line) => {
  expect(facts(line)).toEqual({})
})

test('C13 a value is as sure as the least sure of its words', () => {
  const words = page('Tên vắc xin: Vero Cell')
  const unsure = words.map((word) => (word.text === 'Cell' ? { ...word, confidence: 0.4 } : word))
  expect(slipFacts({ words: unsure }, vaccines)).toMatchObject([{ value: 'Vero Cell', confidence: 0.4 }])
})

test('C08 lines with labels are shown; a signature and what follows, strokes and unsure words are not', () => {
  const stroke = { text: 'Wll', confidence: 0.6, box: { left: 700, top: 20, width: 200, height: 90 } }
  const words = [
    ...page('Họ và tên: Nguyễn Thị Thử', 'Số lô: ABX2345', 'Người tiêm (ký tên)', 'Ngày tiêm: 15/08/2021'),
    stroke,
  ]
  const areas = slipAreas({ words, width: 1000, height: 600, turned: 0 })
  expect(areas.length).toBe(2)
  expect(Math.max(...areas.flat().map(({ y }) => y))).toBeLessThan(80)
  expect(Math.max(...areas.flat().map(({ x }) => x))).toBeLessThan(300)
})

test('C08 of a table with a column of signatures only what stands left of it is shown', () => {
  const words = page('Mũi | Ngày tiêm | Số lô | Ký tên', '1 | 08/07/2021 | DK09667 | xyz')
  const areas = slipAreas({ words, width: 1500, height: 600, turned: 0 })
  const column = words.find(({ text }) => text === 'Ký')?.box.left ?? 0
  expect(areas.length).toBe(2)
  expect(Math.max(...areas.flat().map(({ x }) => x))).toBeLessThanOrEqual(column)
})

test('C08 areas lie on the kept copy, however the page was turned to be read', () => {
  const words = page('Số lô: ABX2345')
  const [area] = slipAreas({ words, width: 400, height: 1000, turned: 90 })
  // Read turned by 90 degrees the page is 1000 wide: its upper left is the lower left of the copy.
  expect(area?.[0]?.x).toBeLessThan(5)
  expect(area?.[0]?.y).toBeGreaterThan(990)
})

test('C13 a paper’s value goes to the dose it names, to the only claim, or to a new one; else an officer must say', () => {
  const one = { ...NO_CLAIM, number: 1 }
  const two = { ...NO_CLAIM, number: 2 }
  const nobody = { ...NO_CLAIM }
  expect([claimOfPaper([], 1), claimOfPaper([one, two], 2), claimOfPaper([nobody], 3)]).toEqual(['new', 1, 0])
  expect([claimOfPaper([one], 2), claimOfPaper([one], null), claimOfPaper([one, two], null)]).toEqual(['new', 0, null])
  expect(withPaperValue([one, two], 1, { field: 'lot', value: 'AB1234', doseNumber: 2 })).toEqual([
    one,
    { ...two, lot: 'AB1234' },
  ])
  expect(withPaperValue([], 'new', { field: 'lot', value: 'AB1234', doseNumber: 2 })).toEqual([
    { ...two, lot: 'AB1234' },
  ])
})
