import { expect, test } from 'vitest'
import { notMeToken } from '../../../core/domain/contact/not-me-choice.ts'
import { HOUSE } from '../../support/dialogue-house.ts'
import { somewhereElse } from '../../support/dialogue-walk.ts'
import { talk } from './talk.ts'

const CODE = 'PA-2345-678Z'
const contact = { kind: 'contact' as const, phone: '+84912345678', proof: 'platform_own' as const }
const first =
  <T>(answers: T[]) =>
  () =>
    answers[0] as T
const house = {
  provePhone: first(HOUSE.provePhone),
  requestCode: first(HOUSE.requestCode),
  confirmCode: first(HOUSE.confirmCode),
  lookUp: first(HOUSE.lookUp),
  ownReports: first(HOUSE.ownReports),
  track: first(HOUSE.track),
  expect: first(HOUSE.expect),
  recordReport: first(HOUSE.recordReport),
  attachPhoto: first(HOUSE.attachPhoto),
  readCard: first(HOUSE.readCard),
  dropPhotos: first(HOUSE.dropPhotos),
  uploadLink: first(HOUSE.uploadLink),
  appeal: first(HOUSE.appeal),
  answerRequest: first(HOUSE.answerRequest),
  addNote: first(HOUSE.addNote),
  askOfficer: first(HOUSE.askOfficer),
  chooseCallback: first(HOUSE.chooseCallback),
  endTalk: first(HOUSE.endTalk),
  makeLinkCode: first(HOUSE.makeLinkCode),
  useLinkCode: first(HOUSE.useLinkCode),
  unlink: first(HOUSE.unlink),
  stopMessages: first(HOUSE.stopMessages),
  notMe: first(HOUSE.notMe),
}
const ZALO = { channel: 'zalo', forgets: false, maxChoices: 5, countsSmall: true } as const

/** A citizen who has told who it is about and proved the phone. */
function reporting(wish: Parameters<typeof talk>[1] = {}) {
  const citizen = talk(house, wish)
  citizen.say('bao sai')
  citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ')
  citizen.hear(contact)
  return citizen
}

const sent = (citizen: ReturnType<typeof talk>) => {
  citizen.press('Không còn, đi tiếp')
  citizen.press('Không đồng ý')
  citizen.press('Gửi phản ánh')
  return citizen.asked.at(-1)
}

const DOSE_2 = '00000000-0000-4000-8000-000000000002'

test('B01 a wrong date, place or vaccine names the recorded dose and asks the one thing that is wrong', () => {
  const date = reporting()
  date.press('Sai ngày tiêm')
  date.press('Mũi 2, 05/09/2021, AstraZeneca')
  date.say('06/09/2021')
  expect(sent(date)).toMatchObject({ types: ['WRONG_DATE'], doses: [{ doseId: DOSE_2, givenOn: '2021-09-06' }] })
  const place = reporting()
  place.say('sai noi tiem')
  place.say('2')
  place.say('Trạm Y tế xã Bên')
  expect(sent(place)).toMatchObject({
    types: ['WRONG_FACILITY'],
    doses: [{ doseId: DOSE_2, place: 'Trạm Y tế xã Bên' }],
  })
  const vaccine = reporting()
  vaccine.say('sai loai vac xin hoac so lo')
  vaccine.say('2')
  vaccine.press('Không nhớ')
  expect(vaccine.press('Không nhớ').text).toContain('Cần ít nhất loại vắc xin hoặc số lô')
  vaccine.say('AZ77')
  expect(sent(vaccine)).toMatchObject({ types: ['WRONG_VACCINE_OR_LOT'], doses: [{ doseId: DOSE_2, lot: 'AZ77' }] })
})

test('B01 several things about one recorded dose are one claim; a dose told again takes its own place', () => {
  const citizen = reporting()
  citizen.press('Sai ngày tiêm')
  citizen.say('2')
  citizen.say('06/09/2021')
  citizen.say('quay lai')
  citizen.say('07/09/2021')
  citizen.press('Còn nữa')
  citizen.press('Sai nơi tiêm')
  citizen.say('2')
  citizen.say('Trạm Y tế xã Bên')
  expect(sent(citizen)).toMatchObject({
    types: ['WRONG_DATE', 'WRONG_FACILITY'],
    doses: [{ doseId: DOSE_2, givenOn: '2021-09-07', place: 'Trạm Y tế xã Bên' }],
  })
})

test('B01 all doses missing: one after the other; a dose that is not mine: only which', () => {
  const all = reporting()
  all.say('thieu tat ca cac mui')
  for (const number of ['1', '2']) {
    for (const answer of [number, '05/08/2021', 'Pfizer', 'Không nhớ', 'Trạm Y tế xã Mẫu']) all.say(answer)
    if (number === '1') all.press('Còn mũi khác')
  }
  all.press('Không còn, đi tiếp')
  expect(sent(all)).toMatchObject({ types: ['MISSING_ALL_DOSES'], doses: [{ number: 1 }, { number: 2 }] })
  const notMine = reporting()
  notMine.say('mui tiem khong phai cua toi')
  notMine.say('1')
  expect(sent(notMine)).toMatchObject({ types: ['DOSE_NOT_MINE'], doses: [{ number: 1 }] })
})

test('B01 two profiles, no passport and anything else are told in own words; a phone is put right', () => {
  const citizen = reporting()
  citizen.say('toi co hai ho so')
  expect(citizen.say('   ').text).toContain('vài lời')
  citizen.say('Mũi 1 ở số cũ, mũi 2 ở số mới')
  citizen.press('Còn nữa')
  citizen.say('chua co ho chieu vac xin')
  citizen.press('Không cần ghi thêm')
  citizen.press('Còn nữa')
  citizen.press('Sai số điện thoại')
  expect(citizen.say('0912 345 67').text).toContain('10 chữ số')
  citizen.say('0912 345 679')
  citizen.press('Không còn, đi tiếp')
  const readBack = citizen.press('Không đồng ý')
  expect(readBack.text).toContain('Bạn báo: Tôi có hai hồ sơ; Chưa có hộ chiếu vắc xin; Sai số điện thoại')
  expect(readBack.text).toContain('thông tin đúng: 0912345679')
  citizen.press('Gửi phản ánh')
  expect(citizen.asked.at(-1)).toMatchObject({
    types: ['DUPLICATE_OR_SPLIT_PROFILE', 'NO_PASSPORT_YET', 'WRONG_PHONE'],
    note: 'Mũi 1 ở số cũ, mũi 2 ở số mới',
    changes: [{ field: 'phone', correct: '+84912345679' }],
  })
})

test('C04 a citizen number that disagrees with the year of birth is doubted once, and the person decides', () => {
  const citizen = reporting()
  citizen.press('Sai hoặc thiếu số CCCD')
  expect(citizen.say('079188012345').text).toContain('không khớp với năm sinh')
  citizen.press('Gõ lại số')
  expect(citizen.say('079190012345').text).toContain('Còn thông tin nào sai nữa')
})

test('B11 D10 the receipt carries its QR, and says as before sending how long it really takes', () => {
  const citizen = reporting()
  citizen.press('Sai giới tính')
  citizen.press('Nam')
  citizen.press('Không còn, đi tiếp')
  const honest = '8 trong 10 phản ánh loại này ở Trạm Y tế xã Mẫu được trả lời trong 1 ngày 7 giờ. Một nửa'
  expect(citizen.press('Không đồng ý').text).toContain(honest)
  const receipt = citizen.press('Gửi phản ánh')
  expect(receipt.text).toContain(honest)
  expect(receipt.attachment).toEqual({
    maker: 'receipt_qr',
    code: 'PA-3333-3333',
    form: 'image',
    fileName: 'PA-3333-3333.png',
    mime: 'image/png',
  })
})

test('6 choices on Zalo are four and "Xem thêm", numbers cover all, and back and cancel count', () => {
  const citizen = talk(house, ZALO)
  const menu = citizen.hear({ kind: 'command', name: 'start', arg: null })
  expect(menu.labels).toEqual([
    'Tra cứu mũi tiêm',
    'Báo sai thông tin',
    'Gửi ảnh CCCD',
    'Theo dõi phản ánh',
    'Xem thêm',
  ])
  expect(citizen.press('Xem thêm').labels).toEqual(['Gặp cán bộ', 'Trợ giúp'])
  expect(citizen.press('Theo dõi phản ánh').labels).toEqual([
    CODE,
    'PA-2222-2222',
    'Tôi có phiếu của Trạm Y tế',
    'Quay lại',
    'Hủy',
  ])
  citizen.say('huy')
  expect(citizen.say('6').text).toContain('Bạn có thể')
})

test('B02 a pressed button that comes back as a text is that button; an old one is never taken for an answer', () => {
  let tokens = 0
  const citizen = reporting({ ...ZALO, newToken: () => `~${String(++tokens).padStart(12, '0')}` })
  const other = citizen.state().choices.find(({ value }) => value === 'OTHER')?.token ?? ''
  expect(citizen.say(other).text).toContain('Bạn cần báo điều gì')
  expect(citizen.say(other).text).toContain('Nút này đã cũ')
  expect(citizen.state().answers.notes).toBeUndefined()
  expect(citizen.say(citizen.state().menu.help).text).toContain('Bạn có thể')
})

test('B02 labels and commands are understood in NFD and in the old font TCVN3', () => {
  const citizen = talk(house)
  expect(citizen.say('Tra cứu mũi tiêm'.normalize('NFD')).text).toContain('Bạn tra cứu cho ai')
  citizen.say('huy')
  expect(citizen.say('Tra c\u00adu').text).toContain('Bạn tra cứu cho ai')
  citizen.say('huy')
  expect(citizen.say('\u200fbao\u00a0sai\u202c').text).toContain('Họ và tên')
  expect(citizen.say('NguyÔn ThÞ Hoa, 17/05/1990, n÷').kind).toBe('own_contact')
  expect(citizen.state().answers.fullName).toBe('Nguyễn Thị Hoa')
})

test('D11 an officer is called from any question; words at the menu then go to the officer in silence', () => {
  const citizen = reporting()
  const called = citizen.say('toi muon gap can bo')
  expect(called.text).toContain('cán bộ sẽ trả lời ngay tại đây')
  expect(called.labels).toContain('Kết thúc trò chuyện với cán bộ')
  citizen.world({ withHuman: true })
  expect(citizen.say('Tôi tiêm 2 mũi rồi ạ').kind).toBe('silent')
  expect(citizen.say('2').kind).toBe('silent')
  expect(citizen.say('theo dõi').text).toContain('phản ánh nào')
  citizen.say('mục chính')
  const ended = citizen.press('Kết thúc trò chuyện với cán bộ')
  expect(citizen.asked.at(-1)?.name).toBe('endTalk')
  expect(ended.text).toContain('Đã kết thúc')
})

test('D11 after the talk the question that was interrupted is asked again', () => {
  const citizen = reporting()
  citizen.say('gặp cán bộ')
  citizen.world({ withHuman: true })
  citizen.say('Cảm ơn cán bộ')
  citizen.world({ withHuman: false })
  expect(citizen.say('kết thúc').text).toContain('Thông tin nào đang sai')
})

test('D11 outside office hours a call back is offered: day, part of the day, the proved phone', () => {
  const citizen = talk({ ...house, askOfficer: () => HOUSE.askOfficer[1] as never }, { ownContact: false })
  expect(citizen.say('gặp cán bộ').labels.slice(0, 4)).toEqual([
    '17/11/2026',
    '18/11/2026',
    '19/11/2026',
    'Không cần gọi lại',
  ])
  citizen.press('18/11/2026')
  expect(citizen.press('Buổi chiều').text).toContain('số điện thoại nào')
  expect(citizen.say('0912345678').text).toContain('chiều ngày 18/11/2026')
  expect(citizen.asked.at(-1)).toEqual({
    name: 'chooseCallback',
    day: '2026-11-18',
    part: 'afternoon',
    phone: '+84912345678',
  })
})

test('D11 who is not understood gets a small button to a person at once, and the offer the second time', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  const ways = ['Tôi dùng hộ chiếu nước ngoài', 'Tôi đã báo Trạm rồi']
  expect(citizen.say('12345').labels).toEqual([...ways, 'Quay lại', 'Hủy', 'Gặp cán bộ'])
  const second = citizen.say('67890')
  expect(second.text).toContain('nói chuyện với người thật')
  expect(citizen.say('Nguyễn Thị Hoa').labels).not.toContain('Gặp cán bộ')
})

test('C14 where the chat keeps its copy that is said once, with how to delete it', () => {
  const citizen = talk(house, ZALO)
  citizen.photo('f1')
  citizen.press('Phản ánh mới')
  citizen.press('Đồng ý')
  expect(citizen.press('Giấy tờ khác').text).toContain('chọn "Xóa"')
  citizen.photo('f2')
  expect(citizen.press('Giấy tờ khác').text).toContain('Đã cất ảnh an toàn.')
  expect(citizen.press('Gửi thêm ảnh').text).not.toContain('Xóa')
})

test('C09 a pressed photo that cannot be read is asked for as a file, a file gets the reader’s advice', () => {
  const blurred = { state: 'unread' as const, reason: 'blurred', kind: 'card_front' as const, tries: 1 }
  const unread = { ...house, readCard: () => blurred, ownReports: () => [] }
  const citizen = talk(unread)
  citizen.photo()
  citizen.press('Đồng ý')
  expect(citizen.press('Mặt trước CCCD').text).toContain('Gửi dưới dạng tệp')
  const zalo = talk(unread, ZALO)
  zalo.photo()
  zalo.press('Đồng ý')
  expect(zalo.press('Mặt trước CCCD').text).toContain('gửi file')
  const items = [{ source: 'telegram' as const, fileId: 'd', messageId: '1', bytes: 1, form: 'document' as const }]
  const file = talk(unread)
  file.hear({ kind: 'media', items, caption: null, albumKey: null })
  file.press('Đồng ý')
  expect(file.press('Mặt trước CCCD').text).toContain('Ảnh bị mờ')
})

test('C14 where photos take the portal’s road the question gives a one-time link, and what comes by it is agreed to', () => {
  const citizen = talk({ ...house, ownReports: () => [] }, { handsOver: true })
  citizen.say('gui anh cccd')
  expect(citizen.press('Lấy đường dẫn gửi ảnh').text).toContain('https://so-tiem.test/gui-anh/abc')
  const items = [{ source: 'web' as const, uploadId: 'u1', bytes: 1, form: 'document' as const }]
  const tagged = citizen.hear({ kind: 'media', items, caption: null, albumKey: null, consented: true })
  expect(tagged.labels).toContain('Mặt trước CCCD')
})

test('D09 the request for more names the items; words land on the case, a photo goes to it', () => {
  const asking = { ...house, track: () => HOUSE.track[1] as never }
  const citizen = talk(asking)
  citizen.say('theo doi')
  citizen.press(CODE)
  const question = citizen.press('Trả lời cán bộ')
  expect(question.text).toContain('ảnh giấy xác nhận đã tiêm')
  expect(citizen.say('Tôi tiêm ngày 05/08/2021 ở trạm').text).toContain('Đã ghi lời nhắn')
  expect(citizen.asked.at(-1)).toEqual({ name: 'answerRequest', code: CODE, text: 'Tôi tiêm ngày 05/08/2021 ở trạm' })
  citizen.say('theo doi')
  citizen.press(CODE)
  citizen.press('Trả lời cán bộ')
  citizen.photo()
  citizen.press('Đồng ý')
  citizen.press('Giấy xác nhận tiêm')
  expect(citizen.asked.at(-1)).toMatchObject({ name: 'attachPhoto', reportId: 'r1' })
})

test('D05 a refusal can be looked at again by another person', () => {
  const citizen = talk(house)
  citizen.say('theo doi')
  citizen.press(CODE)
  citizen.press('Đề nghị xem lại')
  expect(citizen.say('Giấy của tôi ghi rõ ngày tiêm').text).toContain('Một cán bộ khác sẽ xem')
  expect(citizen.asked.at(-1)).toEqual({ name: 'appeal', code: CODE, text: 'Giấy của tôi ghi rõ ngày tiêm' })
})

test('A13 a link code is made here, typed here, or comes behind /start', () => {
  const citizen = talk(house)
  citizen.say('liên kết')
  expect(citizen.press('Lấy mã liên kết').text).toContain('ABCD2345')
  expect(citizen.hear({ kind: 'command', name: 'start', arg: 'ABCD2345' }).text).toContain('Telegram, Zalo')
  citizen.say('lien ket kenh')
  citizen.press('Nhập mã liên kết')
  expect(citizen.say('ABC').text).toContain('8 chữ và số')
  citizen.say('abcd 2345')
  expect(citizen.asked.filter(({ name }) => name === 'useLinkCode')).toHaveLength(2)
  citizen.say('liên kết')
  citizen.press('Bỏ liên kết kênh này')
  citizen.press('Bỏ liên kết')
  expect(citizen.asked.at(-1)?.name).toBe('unlink')
})

test('I10 DỪNG and STOP end the messages, /start brings them back', () => {
  for (const word of ['DỪNG', 'stop', 'dung tin nhan']) {
    const citizen = reporting()
    expect(citizen.say(word).text).toContain('không nhắn cho bạn ở đây nữa')
    expect(citizen.asked.at(-1)).toEqual({ name: 'stopMessages', stop: true })
    citizen.world({ optedOut: true })
    expect(citizen.hear({ kind: 'command', name: 'start', arg: null }).text).toContain('lại nhận tin nhắn')
    expect(citizen.asked.at(-1)).toEqual({ name: 'stopMessages', stop: false })
  }
})

test('I12 "not me" as a word, as a reply and as a button; a wrong press changes nothing', () => {
  const citizen = talk(house)
  citizen.say('không phải tôi')
  citizen.press('Đúng là tôi')
  expect(citizen.asked).toEqual([])
  citizen.replyingTo({ id: 'r1', code: CODE, state: 'in_review' })
  expect(citizen.say('nham nguoi').text).toContain(CODE)
  citizen.press('Không phải tôi')
  expect(citizen.asked.at(-1)).toEqual({ name: 'notMe', reportCode: CODE })
  expect(citizen.hear({ kind: 'choice', token: notMeToken('PA-2222-2222') }).text).toContain('PA-2222-2222')
  citizen.say('1')
  expect(citizen.asked).toHaveLength(2)
})

test('I09 a reply to a message of ours lands on its case in the middle of another dialogue, which goes on', () => {
  const citizen = reporting()
  citizen.replyingTo({ id: 'r7', code: 'PA-2222-2222', state: 'in_review' })
  const answer = citizen.say('Số lô là AZ01')
  expect(citizen.asked.at(-1)).toEqual({ name: 'addNote', reportId: 'r7', text: 'Số lô là AZ01' })
  expect(answer.text).toContain('Thông tin nào đang sai')
  citizen.photo('f9')
  citizen.replyingTo(null)
  citizen.press('Đồng ý')
  citizen.press('Giấy tờ khác')
  expect(citizen.asked.at(-1)).toMatchObject({ name: 'attachPhoto', reportId: 'r7' })
  expect(citizen.press('Đủ rồi, đi tiếp').text).toContain('Thông tin nào đang sai')
})

test('B02 a dialogue begun on another linked channel is offered here and goes on where it was', () => {
  const citizen = talk(house, { elsewhere: somewhereElse() })
  const offered = citizen.say('chào bạn')
  expect(offered.text).toContain('Tiếp tục việc đang dở?')
  const taken = citizen.press('Tiếp tục')
  expect(taken.kind).toBe('own_contact')
  expect(citizen.state()).toMatchObject({
    step: 'phone',
    takenFrom: 'zalo|1|2',
    answers: { fullName: 'Nguyễn Thị Hoa' },
  })
  const other = talk(house, { elsewhere: somewhereElse() })
  other.hear({ kind: 'command', name: 'start', arg: null })
  expect(other.press('Không, việc khác').labels).toHaveLength(6)
  expect(other.state().takenFrom).toBeUndefined()
})
