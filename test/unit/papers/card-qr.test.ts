import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCardQr } from '../../../core/domain/papers/card-qr.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHIP_CARD = '001190012345|012345678|Nguyễn Thị Minh Hòa|17051990|Nữ|Thôn 3, Hòa Bình, Chợ Mới, An Giang|31122021'

test('the QR of a chip card gives its seven facts', () => {
  expect(parseCardQr(CHIP_CARD)).toEqual({
    cccd: '001190012345',
    cmnd: '012345678',
    fullName: 'Nguyễn Thị Minh Hòa',
    dob: '1990-05-17',
    gender: 'female',
    address: 'Thôn 3, Hòa Bình, Chợ Mới, An Giang',
    issued: '2021-12-31',
  })
})

test('a card without an old number still has seven fields', () => {
  const card = parseCardQr('079202000001||Trần Văn An|24022002|Nam|12 Lê Lợi, Bến Nghé, Quận 1|31052021')
  expect(card).toMatchObject({ cmnd: null, gender: 'male' })
})

test('a byte-order mark, a line end and decomposed letters are a scanner’s manner, not another card', () => {
  expect(parseCardQr(`\uFEFF${CHIP_CARD.normalize('NFD')}\r\n`)).toEqual(parseCardQr(CHIP_CARD))
})

test('the parents’ names of a 2024 card are dropped', () => {
  const card = parseCardQr(`${CHIP_CARD}||Nguyễn Văn Cha|Trần Thị Mẹ|`)
  expect(card).toEqual(parseCardQr(CHIP_CARD))
  expect(JSON.stringify(card)).not.toContain('Cha')
})

test.each([
  ['eleven digits', CHIP_CARD.replace('001190012345', '00119001234')],
  ['thirteen digits', CHIP_CARD.replace('001190012345', '0011900123456')],
  ['letters in the number', CHIP_CARD.replace('001190012345', 'AB1190012345')],
  ['digits of another script', CHIP_CARD.replace('001190012345', '٠٠١١٩٠٠١٢٣٤٥')],
  ['an old number of eight digits', CHIP_CARD.replace('012345678', '01234567')],
  ['the 31st of February', CHIP_CARD.replace('17051990', '31022001')],
  ['the 29th of February of a common year', CHIP_CARD.replace('17051990', '29021990')],
  ['a date with slashes', CHIP_CARD.replace('17051990', '17/05/1990')],
  ['a sex written M', CHIP_CARD.replace('|Nữ|', '|M|')],
  ['a property name as sex', CHIP_CARD.replace('|Nữ|', '|constructor|')],
  ['six fields', CHIP_CARD.split('|').slice(0, 6).join('|')],
  ['three fields', '001190012345|Nguyễn Thị Minh Hòa|17051990'],
  ['no name', CHIP_CARD.replace('Nguyễn Thị Minh Hòa', '')],
  ['no address', CHIP_CARD.replace('Thôn 3, Hòa Bình, Chợ Mới, An Giang', ' ')],
  ['a card issued before its holder was born', CHIP_CARD.replace('31122021', '31121989')],
  ['UTF-8 read as Latin-1', Buffer.from(CHIP_CARD).toString('latin1')],
  ['lost characters', CHIP_CARD.replace('ễ', '\uFFFD')],
  ['a masked personal QR', '******012345|NGUYEN THI MINH HOA|1990-05-17|0|abc|||'],
  ['a link', 'https://vi-du.example.vn/phan-anh/1?ref=2'],
  ['a Wi-Fi code', 'WIFI:T:WPA;S:UBND;P:1234567890;;'],
  ['a health card', 'GD4791234567890|4e67|17/05/1990|2|54|79 - 012|01/01/2024|-|01/01/2024|1|-|4|01/01/2029|5|$'],
  ['a passport', 'HC1:NCFOXN%TSMAHN-HJK4|||||||'],
  ['nothing', ''],
])('%s is no card', (_, text) => {
  expect(parseCardQr(text)).toBeNull()
})

test('every card of the photo set can be written and read back', () => {
  const { images } = JSON.parse(readFileSync(sharedData('cccd/truth.json'), 'utf8'))
  const cards = images.filter((image: { group: string }) => image.group === 'positive')
  expect(cards).toHaveLength(44)
  for (const { expected } of cards) {
    const { cccd, cmnd, fullName, dob, gender, address, issued } = expected
    const read = parseCardQr([cccd, cmnd, fullName, dob, gender, address, issued].join('|'))
    expect(read).toMatchObject({ cccd, fullName: fullName.normalize('NFC'), address: address.normalize('NFC') })
  }
})
