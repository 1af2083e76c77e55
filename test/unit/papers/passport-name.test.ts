import fc from 'fast-check'
import { expect, test } from 'vitest'
import { machineReadable, mrzName, passportName } from '../../../core/domain/papers/machine-readable-name.ts'
import { compareWithMrz } from '../../../core/domain/passport/name-in-mrz.ts'

const VOWELS = 'aăâeêioôơuưy'.split('')
const MARKS = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const letter = fc.oneof(
  fc.constantFrom(...VOWELS).chain((vowel) => fc.constantFrom(...MARKS.map((mark) => vowel + mark))),
  fc.constantFrom(...'bcdđghklmnpqrstvxĐ'.split('')),
)
const word = fc.array(letter, { minLength: 1, maxLength: 9 }).map((letters) => letters.join(''))
const vietnamese = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(' '))
const written = fc
  .tuple(vietnamese, fc.constantFrom('NFC', 'NFD'), fc.boolean())
  .map(([name, form, upper]) => (upper ? name.toUpperCase() : name).normalize(form))

test('H06 every Vietnamese name has one machine-readable form, whatever its spelling of marks and case', () => {
  fc.assert(
    fc.property(written, (name) => {
      const { fn, fnt, gn, gnt } = passportName(name) ?? {}
      expect(fnt).toMatch(/^[A-Z]+$/)
      if (gn) expect(gnt).toMatch(/^[A-Z]+(<[A-Z]+)*$/)
      for (const part of [fn, gn, fnt, gnt]) expect((part ?? '').length).toBeLessThanOrEqual(80)
      expect(machineReadable(name.normalize('NFC').toUpperCase())).toBe(machineReadable(name.normalize('NFD')))
      expect(machineReadable(name)).not.toMatch(/[^A-Z<]/)
    }),
    { numRuns: 2000 },
  )
})

test('H06 a name longer than the 39 places of a passport is cut so that a letter stands in the last place', () => {
  fc.assert(
    fc.property(written, (name) => {
      const whole = [passportName(name)?.fnt, passportName(name)?.gnt].filter(Boolean).join('<<')
      const cut = mrzName(name) ?? ''
      if (whole.length <= 39) expect(cut).toBe(whole)
      else expect(cut).toMatch(/^[A-Z<]{38}[A-Z]$/)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['Nguyễn Thị Minh Khai', 'NGUYEN<<THI<MINH<KHAI'],
  ['Đặng Ợt', 'DANG<<OT'],
  ['Hồ', 'HO'],
  // 39 places would end on a filler: the word before gives up its last letter.
  ['Tôn Nữ Huyền Tôn Thất Ngọc Phương Trang Anh', 'TON<<NU<HUYEN<TON<THAT<NGOC<PHUONG<TRAN'],
  [`Lê ${'Aa '.repeat(11)}Bbb Cc`, 'LE<<AA<AA<AA<AA<AA<AA<AA<AA<AA<AA<AA<BB'.slice(0, 39)],
])('H06 %s stands in a passport as %s', (name, mrz) => {
  expect(mrzName(name)).toBe(mrz)
})

test('H06 past the 80 characters of the schema whole words go from the end, and a single word is cut', () => {
  const words = Array.from({ length: 20 }, (_, at) => `Từ${'abcdefghijklmnopqrst'[at]}x`)
  const long = passportName(`Lê ${words.join(' ')}`)
  expect(long?.gn).toBe(words.slice(0, 16).join(' '))
  expect(long?.gnt).toBe(machineReadable(words.slice(0, 16).join(' ')))
  expect(passportName(`Lê ${'A'.repeat(81)}`)).toMatchObject({ gn: 'A'.repeat(80), gnt: 'A'.repeat(80) })
})

test.each([
  ['Nguyễn Bảo Duy', 'NGUYEN BAO DUY', 'same'],
  ['Tôn Nữ Hoa', 'TONNU HOA', 'same_letters'],
  ['Nguyễn Bảo Duy', 'NGUYEN BAO DUI', 'different'],
  ['Nguyễn Bảo Duy', 'NGUYEN DUY BAO', 'different'],
  ['Иван', 'IVAN', 'different'],
])('H06 %s beside the passport of %s: %s', (recorded, printed, found) => {
  expect(compareWithMrz(recorded, printed)).toBe(found)
})
