import { expect, test } from 'vitest'
import { blockKeys, lookupKeys } from '../../../core/domain/matching/block-keys.ts'
import { comparePlaces } from '../../../core/domain/matching/compare-facts.ts'
import { compareNameWords } from '../../../core/domain/matching/compare-name-words.ts'
import { compareNumbers } from '../../../core/domain/matching/compare-numbers.ts'
import { decideAuto } from '../../../core/domain/matching/decide-auto.ts'
import { type MatchText, readMatchFacts } from '../../../core/domain/matching/match-facts.ts'
import { indexRecords, rankCandidates } from '../../../core/domain/matching/match-index.ts'
import { MATCH_WEIGHTS } from '../../../core/domain/matching/match-weights.ts'

const aPerson = (change: Partial<MatchText> = {}): MatchText => ({
  fullName: 'Giàng A Sùng',
  birthDate: '05/09/1964',
  sex: 'Nam',
  idNumber: '015064001234',
  phone: '0912345678',
  province: 'Yên Bái',
  district: 'Huyện Trạm Tấu',
  commune: 'Xã Mẫu',
  ...change,
})
const facts = (change: Partial<MatchText> = {}) => readMatchFacts(aPerson(change))

/** A population in which the people of a story live among strangers. */
const strangers = Array.from({ length: 400 }, (_, n) => ({
  recordId: `X${n}`,
  facts: facts({
    fullName: `Nguyễn ${['Văn', 'Hữu', 'Đức', 'Minh'][n % 4]} ${['An', 'Bình', 'Cường', 'Dũng', 'Giang'][n % 5]}`,
    birthDate: `${1 + (n % 28)}/${1 + (n % 12)}/${1950 + (n % 50)}`,
    idNumber: `0010${50 + (n % 50)}${100_000 + n * 37}`,
    phone: `09${10_000_000 + n * 991}`,
  }),
}))
const find = (claim: Partial<MatchText>, ...records: Partial<MatchText>[]) => {
  const index = indexRecords([
    ...records.map((record, n) => ({ recordId: `S${n}`, facts: facts(record) })),
    ...strangers,
  ])
  const ranked = rankCandidates(facts(claim), index, MATCH_WEIGHTS)
  return { first: ranked[0]?.recordId ?? null, auto: decideAuto(ranked) }
}

test.each([
  ['nothing is wrong', {}],
  ['the number has a wrong digit', { idNumber: '015064001834' }],
  ['the number lost its zero in Excel', { idNumber: '15064001234' }],
  ['the number is missing', { idNumber: '' }],
  ['day and month are exchanged', { birthDate: '09/05/1964' }],
  ['only the year is known', { birthDate: '01/01/1964' }],
  ['the day is an Excel serial', { birthDate: '23625' }],
  ['the marks are lost', { fullName: 'GIANG A SUNG' }],
  ['the name is in TCVN3', { fullName: 'Giµng A Sïng' }],
  ['the sex is wrong', { sex: 'Nữ' }],
  ['the phone was given up', { phone: '0987654321' }],
])('a record is found and linked though %s', (_, wrong) => {
  expect(find({}, wrong)).toEqual({ first: 'S0', auto: 'S0' })
})

test('a person who is not there is linked to nobody', () => {
  expect(find({}).auto).toBeNull()
})

const twin = {
  fullName: 'Trần Gia Hân',
  birthDate: '07/06/2012',
  sex: 'Nữ',
  idNumber: '079312000048',
  phone: '0903000111',
}

test('A11 twins are never linked by themselves: the one is missing, the other fits in everything but the given name', () => {
  expect(find({ ...twin, fullName: 'Trần Gia Hưng', idNumber: '079312000049' }, twin).auto).toBeNull()
  expect(find({ ...twin, fullName: 'Trần Gia Hạn', idNumber: '079312000049' }, twin).auto).toBeNull()
  expect(find({ ...twin, fullName: 'Trần Gia Hận', idNumber: '' }, twin).auto).toBeNull()
  expect(find({ ...twin, fullName: 'Trần Gia Hậu', idNumber: twin.idNumber }, twin).auto).toBeNull()
})

test('A11 twins with one given name or with the clan name last are not linked either', () => {
  expect(find({ ...twin, fullName: 'Trần Minh Hân', idNumber: '' }, twin).auto).toBeNull()
  expect(find({ ...twin, fullName: 'Y Yôhan Niê', idNumber: '' }, { ...twin, fullName: 'Y Thuận Niê' }).auto).toBeNull()
})

test('a namesake of the same day and commune with a nearby number is not linked', () => {
  expect(find({ idNumber: '015064001234', phone: '0987654321' }, { idNumber: '015064001250' }).auto).toBeNull()
})

test('A11 father and son are never linked by themselves, with one phone, one number and even one name', () => {
  const father = { fullName: 'Lê Văn Bảo', birthDate: '02/03/1970', idNumber: '012345670', phone: '0903000222' }
  expect(find({ ...father, fullName: 'Lê Văn Bình', birthDate: '09/08/1995' }, father).auto).toBeNull()
  expect(find({ ...father, birthDate: '09/08/1995' }, father).auto).toBeNull()
})

test('two profiles of one person stand first together, and a namesake in between stops the program', () => {
  expect(find({}, { idNumber: '012345670' }, {}).first).toBe('S1')
  expect(
    find(
      { idNumber: '', phone: '' },
      { idNumber: '015064111111', phone: '0901111111', birthDate: '06/09/1964' },
      { idNumber: '015064222222', phone: '0902222222', birthDate: '04/09/1964' },
    ).auto,
  ).toBeNull()
})

test('a conflicting number needs the phone or the dose to agree', () => {
  const other = { idNumber: '044064998877' }
  expect(find({ phone: '' }, other).auto).toBeNull()
  expect(find({}, other).auto).toBe('S0')
  const dose = { doses: [{ date: '12/11/2021', vaccine: 'Vero Cell' }] }
  expect(find({ phone: '', ...dose }, { ...other, ...dose }).auto).toBe('S0')
})

test.each([
  ['Trần Văn Hòa', 'tran van hoa', 'same_unmarked'],
  ['Trần Văn Hòa', 'TRẦN VĂN HOÀ', 'same'],
  ['Trần Văn Hòa', 'Trần Vân Hòa', 'marks_differ'],
  ['Trần Văn Hòa', 'Trần Văn Hoá', 'given_marks_differ'],
  ['Trần Văn Hoàng', 'Trần Văn Huỳnh', 'given_sounds_alike'],
  ['Vũ Văn An', 'Võ Văn An', 'sounds_alike'],
  ['Nguyễn Văn An', 'Ng. Văn An', 'part_missing'],
  ['Nguyễn Thị Thu Hà', 'Nguyễn Thu Hà', 'part_missing'],
  ['Nguyễn Văn Dũng', 'Nguyễn Văn Dungx', 'same'],
  ['Nguyễn Văn Tuấn', 'Nguyễn Vvn Tuấn', 'one_letter'],
  ['Nguyễn Văn Tuấn', 'Nguyễn Văn Tuấnn', 'given_one_letter'],
  ['Nguyễn Văn Tuân', 'Nguyễn Văn Tuất', 'loosely_alike'],
  ['Nguyễn Văn Tuấn', 'Tuấn Nguyễn Văn', 'reordered'],
  ['Nguyễn Văn Tuấn', 'Nguyễn Đức Tuấn', 'middle_differs'],
  ['Nguyễn Văn Tuấn', 'Nguyễn Văn Bình', 'given_differs'],
  ['Nguyễn Văn Tuấn', 'Lê Thị Bình', 'different'],
])('A11 explained score: %s and %s are %s', (a, b, level) => {
  expect(compareNameWords(facts({ fullName: a }), facts({ fullName: b }))).toBe(level)
})

test('numbers: the old one counts too, and a neighbour is no typing error', () => {
  const level = (claim: Partial<MatchText>, record: string) => compareNumbers(facts(claim), facts({ idNumber: record }))
  expect(level({ oldIdNumber: '012345670' }, '012345670')).toBe('same')
  expect(level({}, '15064001234')).toBe('repaired')
  expect(level({}, '015064001235')).toBe('neighbour')
  expect(level({}, '015064001250')).toBe('nearby')
  expect(level({}, '015064081234')).toBe('one_digit')
  expect(level({}, '015046001234')).toBe('one_digit')
  expect(level({}, '044164998877')).toBe('different_unlikely')
  expect(level({}, '0912345678')).toBe('missing')
})

test('a province of 2021 and the one that took it in are the same place', () => {
  expect(comparePlaces(facts({ province: 'Lào Cai', district: '', commune: '' }), facts())).toBe('same_province')
  expect(comparePlaces(facts({ province: 'Hà Nội' }), facts())).toBe('different')
})

test('every key of a record can be reached by a claim with one wrong field', () => {
  const keys = new Set(blockKeys(facts()))
  for (const wrong of [
    { idNumber: '' },
    { birthDate: '09/05/1964' },
    { fullName: 'Giàng A Sứ' },
    { phone: '', idNumber: '' },
    { birthDate: '' },
  ]) {
    expect(lookupKeys(facts(wrong)).some((key) => keys.has(key))).toBe(true)
  }
})
