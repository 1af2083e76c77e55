import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCardMrz } from '../../../core/domain/papers/mrz.ts'
import { mrzCheckDigit } from '../../../core/domain/papers/mrz-check-digit.ts'

const SAMPLE = ['IDVNM1900123457001190012345<<8', '9005178F3005176VNM<<<<<<<<<<<2', 'NGUYEN<<THI<MINH<HOA<<<<<<<<<<']

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`))
const words = fc.array(fc.stringMatching(/^[A-Z]{1,6}$/), { minLength: 2, maxLength: 4 })
const card = fc.record({
  province: digits(3),
  isFemale: fc.boolean(),
  born: fc.date({ min: new Date('1930-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }),
  serial: digits(6),
  expiry: fc.date({ min: new Date('2025-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }),
  words,
})

const yymmdd = (day: Date) => day.toISOString().slice(2, 10).replaceAll('-', '')

function printed({
  province,
  isFemale,
  born,
  serial,
  expiry,
  words: [surname = '', ...rest],
}: typeof card extends fc.Arbitrary<infer C> ? C : never) {
  const birth = yymmdd(born)
  const sexDigit = (born.getUTCFullYear() >= 2000 ? 2 : 0) + (isFemale ? 1 : 0)
  const idNumber = `${province}${sexDigit}${birth.slice(0, 2)}${serial}`
  const checked = (field: string) => `${field}${mrzCheckDigit(field)}`
  const one = `IDVNM${checked(idNumber.slice(3))}${checked(`${idNumber}<<`)}`
  const [first, second] = [checked(birth), checked(yymmdd(expiry))]
  const fillers = '<'.repeat(11)
  const whole = mrzCheckDigit(one.slice(5) + first + second + fillers)
  const two = `${first}${isFemale ? 'F' : 'M'}${second}VNM${fillers}${whole}`
  return { idNumber, born, lines: [one, two, `${surname}<<${rest.join('<')}`.slice(0, 30).padEnd(30, '<')] }
}

test('C06 the example of the domain page is read', () => {
  expect(readCardMrz(SAMPLE)).toEqual({
    idNumber: '001190012345',
    birthDate: '1990-05-17',
    sex: 'female',
    name: 'NGUYEN THI MINH HOA',
  })
})

test('C06 every card that is printed is read back', () => {
  fc.assert(
    fc.property(card, (one) => {
      const { idNumber, born, lines } = printed(one)
      expect(readCardMrz(lines)).toMatchObject({ idNumber, birthDate: born.toISOString().slice(0, 10) })
    }),
  )
})

test('C06 O for 0, I for 1 and B for 8 are put right wherever only a digit can stand', () => {
  const confused = (line = '') => line.replace(/0/g, 'O').replace(/1/g, 'I').replace(/8/g, 'B')
  fc.assert(
    fc.property(card, (one) => {
      const { idNumber, lines } = printed(one)
      const seen = [`IDVNM${confused(lines[0]?.slice(5))}`, confused(lines[1]), lines[2] ?? '']
      expect(readCardMrz(seen)).toMatchObject({ idNumber })
    }),
  )
})

test('C06 one wrong digit anywhere is refused, never put right', () => {
  fc.assert(
    fc.property(card, fc.nat({ max: 29 }), fc.boolean(), fc.integer({ min: 1, max: 9 }), (one, at, isFirst, by) => {
      const { lines } = printed(one)
      const line = lines[isFirst ? 0 : 1] ?? ''
      const digit = line.charAt(at)
      fc.pre(/[0-9]/.test(digit))
      const wrong = line.slice(0, at) + ((Number(digit) + by) % 10) + line.slice(at + 1)
      expect(
        readCardMrz(isFirst ? [wrong, lines[1] ?? '', lines[2] ?? ''] : [lines[0] ?? '', wrong, lines[2] ?? '']),
      ).toBeNull()
    }),
  )
})

test.each([
  ['one line', SAMPLE.slice(0, 1)],
  ['a first line with a sign too many', [`${SAMPLE[0]}<`, SAMPLE[1] ?? '', SAMPLE[2] ?? '']],
  ['another country', [SAMPLE[0]?.replace('VNM', 'LAO') ?? '', SAMPLE[1] ?? '', SAMPLE[2] ?? '']],
  [
    'a number that is not its own last nine digits',
    ['IDVNM1900123457001190012346<<1', SAMPLE[1] ?? '', SAMPLE[2] ?? ''],
  ],
])('C06 %s is no card', (_, lines) => {
  expect(readCardMrz(lines)).toBeNull()
})
