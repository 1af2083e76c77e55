import { expect, test } from 'vitest'
import { compareNames, isSameName } from '../../../core/domain/person/compare-names.ts'
import { type FullName, foldName, readFullName } from '../../../core/domain/person/full-name.ts'
import { readLegacyText } from '../../../core/domain/person/legacy-text.ts'
import { nameFault } from '../../../core/domain/person/name-completeness.ts'
import { readTypingLeftover } from '../../../core/domain/person/typing-leftover.ts'

const name = (text: string): FullName => {
  const read = readFullName(text)
  if (read === null) throw new Error(`not a name: ${text}`)
  return read
}

test('a name is kept in NFC with single spaces, whatever the telephone sent', () => {
  expect(name('  Nguyễn \u00a0 Thị  Hoà '.normalize('NFD'))).toBe('Nguyễn Thị Hoà')
  expect(name('Nguye\u0302\u0303n')).toBe('Nguyễn')
})

test('marks typed in the wrong order and the look-alike Ð are repaired', () => {
  expect(name('Tra\u0300\u0302n Kiê\u0301\u0302n'.replace('ê', 'e'))).toBe('Trần Kiến')
  expect(name('Ðỗ Văn Ðạt')).toBe('Đỗ Văn Đạt')
})

test('what is no name is not read: digits, signs, nothing', () => {
  for (const text of ['', '   ', '123', 'Nguyễn Văn 4', 'a@b.vn', '=1+1', 'x', '<b>An</b>'])
    expect(readFullName(text)).toBeNull()
})

test('folding takes marks, case and apostrophes away', () => {
  expect(foldName(name("H'Mai Niê Kđăm"))).toBe('hmai nie kdam')
  expect(foldName(name('ĐẶNG Thị Uyên'))).toBe('dang thi uyen')
})

test.each([
  ['Trần Văn An', 'Trần Văn An', 1],
  ['TRẦN VĂN AN', 'Trần Văn An', 2],
  ['Hoà', 'hòa', 2],
  ['Nguyễn Thuý Kiều', 'Nguyễn Thúy Kiều', 2],
  ['Tran Van An', 'Trần Văn Ân', 3],
  ['Nguyễn Thị Lý', 'Nguyễn Thị Lí', 4],
  ['Trần Khánh Vy', 'Trần Khánh Vi', 4],
  ['Nguyễn Văn Bảo', 'Nguyễn Văn Bảio', 5],
  ['Nguyễn Văn Bảo', 'Nguyễn Văn Bửu', null],
  ['Nguyễn Văn An', 'Nguyễn An', null],
] as const)('A11 name matching: %s and %s stand on step %s of the ladder', (a, b, step) => {
  const [first, second] = [name(`${a} Xuân`), name(`${b} Xuân`)]
  expect(compareNames(first, second)).toBe(step)
})

test('Vy and Vi, Lan and Lân are not the same name without a person', () => {
  expect(isSameName(name('Lê Vy'), name('Lê Vi'))).toBe(false)
  expect(isSameName(name('Lê Lan'), name('Lê Lân'))).toBe(false)
})

test.each([
  ['Tran Van An', 'unaccented'],
  ['NGUYEN THI LAN', 'unaccented'],
  ['Nguyen Văn An', 'unaccented'],
  ['Nguyễn Van An', 'unaccented'],
  ['Le Hoa', 'unaccented'],
  ['Nguyễn', 'one_word'],
  ['Ng. Văn A', 'abbreviated'],
  ['Vũ Văn Dungx', 'typing_leftover'],
  ['Nguye6n4 Văn An', null],
  ['Lê Hoa', null],
  ['Cao Minh Anh', null],
  ['Phan Minh', null],
  ['Mai Lan', null],
  ['Nguyễn Hoàng Thi', null],
  ["H'Mai Niê", null],
  ['Y Blinh', null],
  ['Giàng A Sùng', null],
  ['John Smith', null],
] as const)('NAME_INCOMPLETE_OR_UNACCENTED: %s has the fault %s', (text, fault) => {
  const read = readFullName(text)
  expect(read === null ? null : nameFault(read)).toBe(fault)
})

test.each([
  ['NguyÔn V¨n An', 'tcvn3', 'Nguyễn Văn An'],
  ['NGUYÔN V¡N AN', 'tcvn3', 'NGUYỄN VĂN AN'],
  ['L­¬ng ThÞ Hång', 'tcvn3', 'Lương Thị Hồng'],
  ['Nguyeãn Vaên An', 'vni', 'Nguyễn Văn An'],
  ['Traàn Thò Hoàng', 'vni', 'Trần Thị Hồng'],
  ['Nguyá»…n VÄƒn An', 'utf8_as_latin1', 'Nguyễn Văn An'],
] as const)('G14 old fonts: %s is recognised as %s and never stored', (text, font, meant) => {
  expect(readLegacyText(text)).toEqual({ font, text: meant })
  expect(readFullName(text)).toBeNull()
})

test('ordinary and minority names are not taken for an old font', () => {
  for (const text of ['Hoàng Thị Mỹ', 'Lê Thành Công', 'Siu Blêh', 'José', 'Trần Tèo'])
    expect(readLegacyText(text)).toBeNull()
})

test('keys that were never turned into marks are read', () => {
  expect(['dungx', 'Nguyeenx', 'dduwcs', 'Nguye6n4', 'D9u7c1', 'Hoa'].map(readTypingLeftover)).toEqual([
    'dũng',
    'Nguyễn',
    'đức',
    'Nguyễn',
    'Đức',
    'Hoa',
  ])
})
