import { expect, test } from 'vitest'
import { done } from '../../../core/domain/objection.ts'
import { talk } from './talk.ts'

const doses = [
  {
    doseId: '00000000-0000-4000-8000-000000000001',
    number: 1,
    vaccine: 'AstraZeneca',
    givenOn: '2021-08-05',
    lot: null,
    facility: null,
    state: 'not_signed' as const,
  },
]
const record = {
  fullName: 'Nguyễn Thị Hoa',
  birthDate: '1990-05-17',
  sex: 'female' as const,
  idNumber: null,
  phone: null,
  commune: null,
}
const point = {
  id: 'p5',
  name: 'Nhà văn hóa thôn 5',
  commune: 'Xã Mẫu',
  district: 'Huyện Mẫu',
  province: 'Tỉnh Mẫu',
  unitId: 'a',
  districtUnitId: 'b',
  openFrom: '2021-08-01',
  openTo: '2022-06-30',
}
const areas = [{ province: 'Tỉnh Mẫu', districts: ['Huyện Mẫu'] }]

function missingDose(wish: object = {}) {
  const house = {
    provePhone: () => done({ phone: '+84912345678' }),
    lookUp: () =>
      done({
        found: true as const,
        personId: 'p1',
        level: 1 as const,
        record,
        doses,
        passport: 'none' as const,
        openReports: [],
      }),
    expect: () => null,
    dropPhotos: () => null,
    recordReport: () => done({ reportId: 'r1', code: 'PA-2222-2222', dueAt: new Date(0), joined: false }),
    ...wish,
  }
  const chat = talk(house)
  for (const text of ['báo sai', 'Nguyễn Thị Hoa, 17/05/1990, nữ']) chat.say(text)
  chat.hear({ kind: 'contact', phone: '+84912345678', proof: 'platform_own' })
  return chat
}
const sent = (chat: ReturnType<typeof talk>) => chat.asked.findLast(({ name }) => name === 'recordReport')

test('C02 what would be refused is said before sending, mended with one tap, or sent all the same', () => {
  const chat = missingDose()
  for (const text of [
    'thiếu mũi tiêm',
    '2',
    '01/07/2021',
    'Pfizer',
    'FK0110',
    'Trạm Y tế xã Mẫu',
    'không còn, đi tiếp',
  ])
    chat.say(text)
  const readBack = chat.say('không đồng ý')
  expect(readBack.text).toContain('Ngày tiêm không khớp với thứ tự các mũi')
  expect(readBack.text).toContain('Chưa có ảnh giấy xác nhận đã tiêm')
  expect(chat.press('Sửa điều cần lưu ý').text).toContain('Mũi đó tiêm ngày nào')
  for (const text of ['01/10/2021', 'Pfizer', 'FK0110']) chat.say(text)
  const mended = chat.say('Trạm Y tế xã Mẫu')
  expect(mended.text).not.toContain('thứ tự các mũi')
  chat.press('Gửi phản ánh')
  expect(sent(chat)).toMatchObject({ doses: [{ number: 2, givenOn: '2021-10-01' }] })
})

test('B04 a place that may be several is asked, and an unknown one asks for the area', () => {
  const findPlace = () => ({ point: null, isUnit: false, matches: [point], areas })
  const chat = missingDose({ findPlace })
  for (const text of ['thiếu mũi tiêm', '2', '01/10/2021', 'Pfizer', 'FK0110']) chat.say(text)
  const which = chat.say('nhà văn hóa')
  expect(which.text).toContain('Có phải một trong các nơi này không?')
  expect(which.labels[0]).toBe('Nhà văn hóa thôn 5, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu')
  expect(chat.press('Không phải nơi nào ở trên').labels).toContain('Huyện Mẫu, Tỉnh Mẫu')
  chat.press('Huyện Mẫu, Tỉnh Mẫu')
  expect(chat.state().answers.doses).toMatchObject([
    { place: 'nhà văn hóa', province: 'Tỉnh Mẫu', district: 'Huyện Mẫu' },
  ])
})

test('B04 a chosen point of the list goes with the dose', () => {
  const chat = missingDose({ findPlace: () => ({ point: null, isUnit: false, matches: [point], areas }) })
  for (const text of ['thiếu mũi tiêm', '2', '01/10/2021', 'Pfizer', 'FK0110', 'nhà văn hóa']) chat.say(text)
  chat.press('Nhà văn hóa thôn 5, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu')
  expect(chat.state().answers.doses).toMatchObject([{ place: 'Nhà văn hóa thôn 5', pointId: 'p5' }])
})

test('B12 what is urgent has its reason and day, and the proof is asked for', () => {
  const chat = missingDose()
  for (const text of ['việc khác', 'Tôi cần giúp', 'không còn, đi tiếp', 'không đồng ý']) chat.say(text)
  expect(chat.press('Tôi cần gấp').text).toContain('một phần mười')
  chat.press('Chuyến bay')
  expect(chat.say('01/03/2027').text).toContain('đến 30 ngày tới')
  expect(chat.say('30/11/2026').text).toContain('ảnh vé')
  const readBack = chat.say('không đồng ý')
  expect(readBack.text).toContain('Việc gấp: Chuyến bay, cần trước 30/11/2026')
  chat.press('Gửi phản ánh')
  expect(sent(chat)).toMatchObject({ urgency: { reason: 'flight', neededOn: '2026-11-30' } })
})

test('L14 numbers in free words are shown before they are kept, and taken out on a tap', () => {
  const chat = missingDose()
  chat.say('việc khác')
  const asked = chat.say('Gọi chị Lan 0912 345 678 giúp tôi')
  expect(asked.text).toContain('Lan; 0912 345 678')
  chat.press('Bỏ đi')
  for (const text of ['không còn, đi tiếp', 'không đồng ý', 'gửi phản ánh']) chat.say(text)
  expect(sent(chat)).toMatchObject({ note: 'Gọi chị […] […] giúp tôi' })
})

test('L14 whoever wants to keep the number keeps it', () => {
  const chat = missingDose()
  for (const text of [
    'việc khác',
    'Gọi 0912 345 678 giúp tôi',
    'giữ nguyên',
    'không còn, đi tiếp',
    'không đồng ý',
    'gửi phản ánh',
  ])
    chat.say(text)
  expect(sent(chat)).toMatchObject({ note: 'Gọi 0912 345 678 giúp tôi' })
})
