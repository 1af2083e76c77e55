import { expect, test } from 'vitest'
import { MENU } from '../../../bot/conversation/state.ts'
import { refused } from '../../support/dialogue-house.ts'
import { day, render, talk } from './talk.ts'

const hoa = { fullName: 'Nguyễn Thị Hoa', birthDate: '1990-05-17', sex: 'female' as const }
const phone = '+84912345678'
const found = {
  ok: true as const,
  value: {
    found: true as const,
    personId: 'p1',
    level: 1 as const,
    record: { ...hoa, idNumber: null, phone: '•••• ••• 678', commune: 'Xã Mẫu' },
    doses: [
      {
        doseId: 'd1',
        number: 1,
        vaccine: 'AstraZeneca',
        givenOn: '2021-08-05',
        lot: '••••01',
        facility: 'Trạm Y tế xã Mẫu',
        state: 'not_signed' as const,
      },
    ],
    passport: 'none' as const,
    openReports: [],
  },
}
const card = {
  cccd: '079190012345',
  cmnd: null,
  fullName: 'Nguyễn Thị Hoà',
  dob: '1990-05-17' as never,
  gender: 'female' as const,
  address: 'Thôn 3, Xã Mẫu',
  issued: '2021-06-01' as never,
}
const recorded = {
  ok: true as const,
  value: { reportId: 'r1', code: 'PA-2345-678Z', dueAt: new Date('2026-11-18T05:00:00Z'), joined: false },
}
const house = {
  provePhone: () => ({ ok: true as const, value: { phone } }),
  requestCode: () => ({ ok: true as const, value: { phone, phoneMasked: '•••• ••• 678', minutes: 5 } }),
  confirmCode: ({ code }: { code: string }) =>
    code === '654987'
      ? { ok: true as const, value: { phone } }
      : { ok: false as const, objection: { code: 'code_wrong' as const } },
  lookUp: () => found,
  ownReports: () => [],
  expect: () => null,
  recordReport: () => recorded,
  attachPhoto: () => ({ ok: true as const, value: { caseId: 'c1' } }),
  readCard: () => ({ state: 'read' as const, card }),
  dropPhotos: () => null,
  askOfficer: () => ({
    ok: true as const,
    value: {
      unitName: 'Trạm Y tế xã Mẫu',
      open: true,
      callbackDays: [],
      station: { name: 'Trạm Y tế xã Mẫu', address: 'Thôn 1', openingHours: '7:30–16:30' },
    },
  }),
}

test('the main menu has its six labels, in order, on /start', () => {
  const { labels, text } = talk().hear({ kind: 'command', name: 'start', arg: null })
  expect(labels).toEqual([
    'Tra cứu mũi tiêm',
    'Báo sai thông tin',
    'Gửi ảnh CCCD',
    'Theo dõi phản ánh',
    'Gặp cán bộ',
    'Trợ giúp',
  ])
  expect(text).toContain('Sổ Tiêm')
})

test('A01 the dose list comes in three turns: the button, one line, the own contact', () => {
  const citizen = talk(house)
  citizen.say('tra cuu')
  expect(citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ').kind).toBe('own_contact')
  const answer = citizen.hear({ kind: 'contact', phone: '+84912345678', proof: 'platform_own' })
  expect(answer.text).toContain('Mũi 1: AstraZeneca, ngày 05/08/2021, lô ••••01, Trạm Y tế xã Mẫu (chưa ký xác nhận)')
  expect(answer.labels).toContain('Báo sai thông tin này')
})

test('B02 the line is understood without commas, and a day that does not exist is named as what is wrong', () => {
  const citizen = talk(house)
  citizen.say('tra cuu')
  expect(citizen.say('nguyen thi hoa 31/2/1990 nu').text).toContain('Ngày này không đọc được')
  expect(citizen.say('Nguyễn Thị Hoa, 31/02/1990, nữ').text).toContain('Ngày này không đọc được')
  expect(citizen.say('nguyen thi hoa 17 5 1990 nu').kind).toBe('own_contact')
})

test('B03 a name looked up without its marks is read back as it stands in the record, for so it is sent', () => {
  const citizen = talk(house)
  citizen.say('tra cuu')
  citizen.say('nguyen thi hoa, 17/05/1990, nu')
  citizen.hear({ kind: 'contact', phone: '+84912345678', proof: 'platform_own' })
  citizen.press('Báo sai thông tin này')
  citizen.press('Sai ngày sinh')
  citizen.say('18/05/1990')
  citizen.press('Không còn, đi tiếp')
  const readBack = citizen.press('Không đồng ý')
  expect(readBack.text).toContain('Nguyễn Thị Hoa')
  expect(readBack.text).not.toContain('nguyen thi hoa')
})

test('step by step works as well, and a wrong code is asked again', () => {
  const citizen = talk(house, { ownContact: false })
  citizen.say('1')
  expect(citizen.say('Nguyễn Thị Hoa').text).toContain('Ngày sinh')
  expect(citizen.say('31/02/1990').text).toContain('không đọc được')
  expect(citizen.say('17/5/1990').labels).toContain('Nữ')
  expect(citizen.say('nu').text).toContain('số điện thoại')
  expect(citizen.say('123').text).toContain('10 chữ số')
  expect(citizen.say('0912 345 678').text).toContain('•••• ••• 678')
  expect(citizen.say('000000').text).toContain('Mã không đúng')
  expect(citizen.say('654987').text).toContain('AstraZeneca')
  expect(JSON.stringify(citizen.state())).not.toContain('654987')
})

test("somebody else's contact proves nothing", () => {
  const citizen = talk(house)
  citizen.say('tra cuu')
  citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ')
  const answer = citizen.hear({ kind: 'contact', phone: '+84900000002', proof: 'someone_else' })
  expect(answer.text).toContain('không phải số điện thoại của chính tài khoản này')
  expect(citizen.asked).toEqual([])
})

test('B03 a report reads recorded and right side by side, then gives a code and a promised time', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ')
  expect(citizen.hear({ kind: 'contact', phone, proof: 'platform_own' }).labels).toContain('Sai họ tên')
  expect(citizen.press('Sai họ tên').text).toContain('Họ và tên đang ghi: Nguyễn Thị Hoa')
  expect(citizen.say('Nguyen Thi Hoa').text).toContain('có dấu')
  expect(citizen.say('Nguyễn Thị Hoà').labels).toContain('Còn nữa')
  citizen.press('Còn nữa')
  expect(citizen.press('Sai hoặc thiếu số CCCD').text).toContain('12 chữ số')
  citizen.say('079190012345')
  citizen.press('Không còn, đi tiếp')
  const readBack = citizen.press('Không đồng ý')
  expect(readBack.text).toContain('đang ghi: Nguyễn Thị Hoa\n   thông tin đúng: Nguyễn Thị Hoà')
  expect(readBack.text).toContain('Số CCCD')
  const receipt = citizen.press('Gửi phản ánh')
  expect(receipt.text).toContain('PA-2345-678Z')
  expect(receipt.text).toContain('12:00 thứ Tư, 18/11/2026')
  expect(citizen.asked.at(-1)).toMatchObject({
    name: 'recordReport',
    types: ['WRONG_NAME', 'WRONG_OR_MISSING_ID'],
    changes: [
      { field: 'fullName', correct: 'Nguyễn Thị Hoà', source: 'typed' },
      { field: 'idNumber', correct: '079190012345', source: 'typed' },
    ],
    personId: 'p1',
    phone,
  })
})

test('a missing dose may have unknown parts, but not only unknown parts', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ')
  citizen.hear({ kind: 'contact', phone, proof: 'platform_own' })
  citizen.say('thieu mui tiem')
  citizen.press('2')
  citizen.press('Không nhớ')
  citizen.press('Không nhớ')
  expect(citizen.press('Không nhớ').text).toContain('ở đâu')
  expect(citizen.press('Không nhớ').text).toContain('Cần ít nhất một')
  citizen.say('Trạm Y tế xã Mẫu')
  citizen.press('Không còn, đi tiếp')
  citizen.press('Không đồng ý')
  citizen.press('Gửi phản ánh')
  expect(citizen.asked.at(-1)).toMatchObject({
    types: ['MISSING_DOSE'],
    doses: [{ number: 2, place: 'Trạm Y tế xã Mẫu' }],
  })
})

test('a photo of the card starts a report: consent first, tagged, its values fill what is right', () => {
  const citizen = talk(house)
  expect(citizen.photo().text).toContain('bị hủy 7 ngày')
  expect(citizen.press('Đồng ý').labels).toContain('Mặt trước CCCD')
  const confirm = citizen.press('Mặt trước CCCD')
  expect(confirm.text).toContain('Số CCCD: 079190012345')
  citizen.press('Đúng')
  expect(citizen.press('Đủ rồi, đi tiếp').kind).toBe('own_contact')
  citizen.hear({ kind: 'contact', phone, proof: 'platform_own' })
  citizen.press('Sai họ tên')
  const readBack = citizen.press('Không còn, đi tiếp')
  expect(readBack.text).toContain('thông tin đúng: Nguyễn Thị Hoà')
  expect(readBack.text).toContain('Số ảnh gửi kèm: 1')
  citizen.press('Gửi phản ánh')
  expect(citizen.asked.at(-1)).toMatchObject({ changes: [{ field: 'fullName', source: 'card_qr' }], withConsent: true })
})

test('without consent no photo is kept', () => {
  const citizen = talk(house)
  citizen.photo()
  expect(citizen.press('Không đồng ý').text).toContain('không được lưu')
  expect(citizen.asked.map((request) => request.name)).toEqual(['ownReports', 'dropPhotos'])
})

test('the conversation waits for the card to be read, and goes on by itself', () => {
  let reading: ReturnType<typeof house.readCard> | { state: 'waiting' } = { state: 'waiting' }
  const citizen = talk({ ...house, readCard: () => reading })
  citizen.photo()
  citizen.press('Đồng ý')
  expect(citizen.press('Mặt sau CCCD').text).toContain('Đang đọc')
  reading = { state: 'read', card }
  expect(citizen.hear({ kind: 'card_read', caseId: 'other' }).kind).toBe('silent')
  expect(citizen.hear({ kind: 'card_read', caseId: 'c1' }).text).toContain('079190012345')
})

test('C09 an album is tagged one by one, and a late picture joins the report that was sent', () => {
  const citizen = talk(house)
  citizen.hear({
    kind: 'media',
    albumKey: 'a1',
    caption: null,
    items: [1, 2].map((n) => ({
      source: 'telegram' as const,
      fileId: `f${n}`,
      messageId: `${n}`,
      bytes: 10,
      form: 'photo' as const,
    })),
  })
  expect(citizen.press('Đồng ý').text).toContain('Ảnh 1 trong 2')
  expect(citizen.press('Mặt trước CCCD').text).toContain('ảnh')
  citizen.press('Mặt sau CCCD')
  citizen.press('Đúng')
  citizen.press('Đủ rồi, đi tiếp')
  citizen.hear({ kind: 'contact', phone, proof: 'platform_own' })
  citizen.press('Sai họ tên')
  citizen.press('Không còn, đi tiếp')
  citizen.press('Gửi phản ánh')
  citizen.photo('f3', 'a1')
  citizen.press('Giấy xác nhận tiêm')
  expect(citizen.asked.at(-1)).toMatchObject({ name: 'attachPhoto', reportId: 'r1', kind: 'dose_paper' })
})

const TRACKING = { ...refused, mayAppeal: false }

test('one can track an own report by a button, and see why it was refused', () => {
  const own = [{ id: 'r1', code: 'PA-2345-678Z', state: 'refused' }]
  const citizen = talk({ ...house, ownReports: () => own, track: () => ({ ok: true as const, value: TRACKING }) })
  expect(citizen.say('theo doi').labels[0]).toBe('PA-2345-678Z')
  const shown = citizen.press('PA-2345-678Z')
  expect(shown.text).toContain('Ảnh mờ, không đọc được chữ')
  expect(shown.labels).toEqual([
    'Sửa và gửi lại',
    'Gửi thêm ảnh',
    'Nhận thư thông báo',
    'Xem phản ánh khác',
    'Quay lại',
    'Hủy',
  ])
})

test("somebody else's report needs the end of its phone", () => {
  const objection = { ok: false as const, objection: { code: 'no_such_report' as const } }
  const track = ({ phoneTail }: { phoneTail: string | null }) =>
    phoneTail === '678' ? { ok: true as const, value: TRACKING } : objection
  const citizen = talk({ ...house, track })
  citizen.say('theo doi')
  expect(citizen.say('PA-2345-6789').text).toContain('không đúng')
  expect(citizen.say('pa 2222 2222').text).toContain('3 số cuối')
  expect(citizen.say('111').text).toContain('Không tìm thấy')
  citizen.say('PA-2222-2222')
  expect(citizen.say('678').text).toContain('Bị từ chối xử lý')
  expect(citizen.say('xxx').labels).not.toContain('Gửi thêm ảnh')
})

test('B02 back, cancel and start over work at every question', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  citizen.say('Nguyễn Thị Hoa')
  citizen.say('17/05/1990')
  expect(citizen.say('quay lai').text).toContain('Ngày sinh')
  expect(citizen.say('Quay lại').text).toContain('Họ và tên')
  expect(citizen.say('quay lai').labels).toEqual(MENU.map((action) => render.sentence(`common.menu.${action}`, 'vi')))
  citizen.say('bao sai')
  expect(citizen.say('HUY').text).toContain('Đã dừng')
  expect(citizen.state().answers).toEqual({})
})

test('B02 any question can be taken up again for seven days, and not on the eighth', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  citizen.say('Nguyễn Thị Hoa')
  citizen.later(6.9 * day)
  expect(citizen.say('17/05/1990').text).toContain('Giới tính')
  citizen.later(7.1 * day)
  expect(citizen.say('nữ').labels).toHaveLength(6)
})

test('a button of an old question is answered with the present question, an old menu still works', () => {
  const citizen = talk(house)
  const menu = citizen.state().menu
  citizen.say('bao sai')
  expect(citizen.hear({ kind: 'choice', token: 'forged' }).text).toContain('Nút này đã cũ')
  expect(citizen.hear({ kind: 'choice', token: menu.meetOfficer }).text).toContain('Trạm Y tế xã Mẫu')
})

test('English is one word away, and back', () => {
  const citizen = talk(house)
  expect(citizen.say('English').text).toContain('What do you need?')
  expect(citizen.say('2').text).toContain('full name')
  expect(citizen.say('tieng viet').text).toContain('Họ và tên')
})

test('I09 a reply to a message of ours lands on its report; an unclear one is asked with buttons', () => {
  const own = [{ id: 'r1', code: 'PA-2345-678Z', state: 'in_review' }]
  const citizen = talk({
    ...house,
    ownReports: () => own,
    addNote: () => ({ ok: true as const, value: { code: 'PA-2345-678Z' } }),
  })
  citizen.hear({ kind: 'command', name: 'start', arg: null })
  expect(citizen.say('Tôi đã nhờ trạm tìm sổ').labels.slice(0, 2)).toEqual(['PA-2345-678Z', 'Không, việc khác'])
  citizen.press('PA-2345-678Z')
  expect(citizen.asked.at(-1)).toEqual({ name: 'addNote', reportId: 'r1', text: 'Tôi đã nhờ trạm tìm sổ' })
  citizen.replyingTo({ id: 'r2', code: 'PA-3333-3333', state: 'in_review' })
  citizen.say('Số lô là AZ01')
  expect(citizen.asked.at(-1)).toMatchObject({ reportId: 'r2' })
})

test('whoever writes for the first time is greeted', () => {
  const citizen = talk(house)
  expect(citizen.say('chào bạn').text).toContain('Chào bạn!')
  expect(citizen.hear({ kind: 'subscription', state: 'closed' }).kind).toBe('silent')
})

test('what cannot be read is answered calmly and the question stays', () => {
  const citizen = talk(house)
  citizen.say('bao sai')
  const answer = citizen.hear({ kind: 'unsupported', what: 'voice' })
  expect(answer.text).toContain('tin nhắn thoại')
  expect(answer.text).toContain('Họ và tên')
})
