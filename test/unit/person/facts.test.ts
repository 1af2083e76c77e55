import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  birthDateDoubt,
  dateOrderOf,
  isDefaultedDay,
  readBirthDate,
  readDate,
  swapDayAndMonth,
} from '../../../core/domain/person/birth-date.ts'
import type { IsoDate } from '../../../core/domain/person/calendar-date.ts'
import { readCitizenId, readPassportNumber } from '../../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../../core/domain/person/full-name.ts'
import { ID_PROVINCES } from '../../../core/domain/person/id-province-codes.ts'
import { maskId, maskName, maskPhone } from '../../../core/domain/person/mask.ts'
import { PREFIXES_2018, readPhone } from '../../../core/domain/person/phone.ts'
import { readSex } from '../../../core/domain/person/sex.ts'

test.each([
  ['05/09/1964', '1964-09-05', 'day_first'],
  ['5/9/1964', '1964-09-05', 'day_first'],
  ['05-09-1964', '1964-09-05', 'day_first'],
  ['1964-09-05', '1964-09-05', 'iso'],
  ['1964-09-05T00:00:00', '1964-09-05', 'iso'],
  ['05091964', '1964-09-05', 'compact'],
  ['19640905', '1964-09-05', 'compact'],
  ['5091964', '1964-09-05', 'lost_zero'],
  ['25553', '1969-12-16', 'serial'],
  ['ngày 5 tháng 9 năm 1964', '1964-09-05', 'day_first'],
  ['09/25/1964', '1964-09-25', 'month_first'],
  ['1964', '1964-01-01', 'year_only'],
  ['00/00/1964', '1964-01-01', 'year_only'],
  ['09/1964', '1964-09-01', 'month_only'],
])('a birth date written %s is %s (%s)', (text, date, reading) => {
  expect(readDate(text)).toMatchObject({ value: { date }, reading })
})

test('a day that does not exist, a two-digit year and other text are not guessed', () => {
  for (const text of ['30/02/1980', '31/04/1980', '5/9/64', '1899-01-01', '99', 'hôm qua', '', '32/13/1980']) {
    expect(readBirthDate(text)).toBeNull()
  }
})

test('G14 messy dates: a column tells its own order, and a mixed one is not guessed', () => {
  expect(dateOrderOf(['05/09/1964', '25/12/1970'])).toBe('day_first')
  expect(dateOrderOf(['05/09/1964', '12/25/1970'])).toBe('month_first')
  expect(dateOrderOf(['25/12/1970', '12/25/1970'])).toBe('mixed')
  expect(readBirthDate('05/09/1964', 'month_first')?.date).toBe('1964-05-09')
})

test('a birth date in the future, of a small child or of a person over 120 is doubted', () => {
  const doubt = (text: string) => birthDateDoubt(readBirthDate(text)!, '2022-06-01' as IsoDate)
  expect(['01/07/2022', '01/01/2019', '01/01/1901', '05/09/1964'].map(doubt)).toEqual([
    'in_future',
    'too_young',
    'too_old',
    null,
  ])
})

test('day and month exchanged is another day or nothing; 1 January is doubtful', () => {
  const read = (text: string) => readBirthDate(text)!
  expect(swapDayAndMonth(read('05/09/1964').date)).toBe('1964-05-09')
  expect(swapDayAndMonth(read('25/09/1964').date)).toBeNull()
  expect(isDefaultedDay(read('01/01/1950'))).toBe(true)
  expect(isDefaultedDay(read('02/01/1950'))).toBe(false)
})

test.each([
  ['079 169 401 792', 'cccd', '079169401792'],
  ['079169401792', 'cccd', '079169401792'],
  ["'038779147 ", 'cmnd', '038779147'],
  ['031928257.0', 'cmnd', '031928257'],
])('C04 a number typed %s is a %s', (text, kind, number) => {
  expect(readCitizenId(text)).toEqual({ kind, number })
})

test.each([
  ['79169401792', 'lost_zero', '079169401792'],
  ['1090012345', 'lost_zero', '001090012345'],
  ['38779147', 'lost_zero', '038779147'],
  ['7.9169E+10', 'scientific', null],
  ['1,23457e+11', 'scientific', null],
  ['000000000', 'placeholder', null],
  ['123456789', 'placeholder', null],
  ['012345678901', 'placeholder', null],
  ['0', 'placeholder', null],
  ['0912345678', 'phone', null],
  ['84912345678', 'phone', null],
  ['0791694017', 'phone', null],
  ['chưa có', 'letters', null],
  ['079169xxx', 'letters', null],
  ['0791694017922', 'long', null],
  ['5791694', 'short', null],
  ['B1234567', 'passport', null],
])('a number column holding %s is malformed: %s', (text, why, candidate) => {
  expect(readCitizenId(text)).toEqual({ kind: 'malformed', why, candidate })
})

test('an empty cell or a dash is no number, not a malformed one', () => {
  for (const text of ['', '  ', '-', '\u00a0']) expect(readCitizenId(text)).toEqual({ kind: 'none' })
  expect(readPassportNumber(' b1234567')).toBe('B1234567')
})

test.each([
  ['0912345678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['+84 912.345.678', '+84912345678'],
  ['+84 0912 345 678', '+84912345678'],
  ['0084912345678', '+84912345678'],
  ['912345678', '+84912345678'],
  ['0393.252.922', '+84393252922'],
  ['01201234567', '+84701234567'],
  ['841201234567', '+84701234567'],
  ['1991234567', '+84591234567'],
])('a phone written %s is %s', (text, phone) => {
  expect(readPhone(text)).toBe(phone)
})

test('what is no Vietnamese mobile number is not read', () => {
  for (const text of ['', '091234567', '09123456789', '0241234567', '01111234567', 'abc', '0912345678x'])
    expect(readPhone(text)).toBeNull()
})

test('the tables in code are the tables the product ships', () => {
  const shipped = (file: string) => JSON.parse(readFileSync(new URL(`../../../data/${file}`, import.meta.url), 'utf8'))
  const provinces: { code: string; name: string }[] = shipped('cccd-provinces.json')
  expect(ID_PROVINCES).toEqual(Object.fromEntries(provinces.map(({ code, name }) => [code, name])))
  const prefixes: { old: string; new: string }[] = shipped('phone-prefix-2018.json').prefixes
  expect(PREFIXES_2018).toEqual(Object.fromEntries(prefixes.map((prefix) => [prefix.old, prefix.new])))
})

test('sex is read from words, letters and the numbers of exports', () => {
  expect(['Nam', 'NỮ', 'Nữ'.normalize('NFD'), 'nu', 'M', 'F', 'male', '1', '0', '2'].map(readSex)).toEqual([
    'male',
    'female',
    'female',
    'female',
    'male',
    'female',
    'male',
    'male',
    'female',
    'female',
  ])
  expect(readSex('khác')).toBeNull()
})

test('masks leave only the end of a number and the first letters of a name', () => {
  expect(maskPhone(readPhone('0912345678')!)).toBe('•••• ••• 678')
  expect(maskId('079169401792')).toBe('•••••••••792')
  expect(maskName(readFullName('Nguyễn Thị Hoa')!)).toBe('N••• T••• H•••')
})
