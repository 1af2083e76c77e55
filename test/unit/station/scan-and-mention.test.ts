import { expect, test } from 'vitest'
import { readScannedCard, typesFromCard } from '../../../core/domain/counter/scanned-card.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { mentionedIn } from '../../../core/domain/staff/mentions.ts'

const CARD = '079190000360|024356789|Nguyễn Thị Quét|17051990|Nữ|Thôn 3, Xã Mẫu, Tỉnh Mẫu|10052021'

test('E17 a card is read as the scanner types it, with or without the end of the line', () => {
  expect(readScannedCard(`${CARD}\r\n`)).toMatchObject({
    nameSure: true,
    card: { cccd: '079190000360', gender: 'female' },
  })
})

test('E17 a scanner that spoils letters with marks still gives number, birth date and sex', () => {
  const spoilt = CARD.replace('Nguyễn Thị Quét', 'Nguy?n Th? Qu?t').replace('Nữ', 'N?').replace('Thôn', 'Th�n')
  expect(readScannedCard(spoilt)).toMatchObject({
    nameSure: false,
    card: { cccd: '079190000360', fullName: null, dob: '1990-05-17', gender: 'female' },
  })
  expect(readScannedCard('https://vi.wikipedia.org')).toBeNull()
})

test('E17 what differs between card and record is what the person most likely came for', () => {
  const scanned = readScannedCard(CARD)
  if (!scanned) throw new Error('not read')
  const record = { fullName: 'Nguyễn Thị Quét', birthDate: '1990-05-17', sex: 'female', idNumber: '079190000360' }
  const types = (wish: object) => typesFromCard(scanned, { ...record, ...wish } as PlatformRecord)
  expect(types({})).toEqual([])
  expect(types({ fullName: 'Nguyễn Thị Quet', birthDate: '1990-01-01' })).toEqual(['WRONG_NAME', 'WRONG_DOB'])
  const plain = readScannedCard(CARD.replace('Nguyễn Thị Quét', 'Nguyen Thi Quet'))
  if (!plain) throw new Error('not read')
  expect(typesFromCard(plain, record as PlatformRecord)).toEqual([])
})

test('E12 a mention names a colleague by log-in, whatever follows it, and nobody else', () => {
  const unit = [
    { staffId: '1', login: 'y-ta.mau' },
    { staffId: '2', login: 'truong-tram' },
  ]
  expect(mentionedIn('Nhờ @Y-Ta.Mau xem giúp, hỏi @truong-tram.', unit)).toEqual(['1', '2'])
  expect(mentionedIn('thư về a@truong-tram và @cong-an', unit)).toEqual([])
})
