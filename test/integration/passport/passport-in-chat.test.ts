import { fileURLToPath } from 'node:url'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachmentMaker } from '../../../bot/attachments.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { createRenderer } from '../../../templates/render.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { value } from '../chain/chain-house.ts'
import { cardSeen } from '../counter/counter-house.ts'

const CHAT = 9_801
const PHONE = '+84900009801'
let house: BotHouse
let personId: string

beforeAll(async () => {
  house = await openBotHouse()
  const facts = { fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female' as const, phone: PHONE }
  const person = await house.person({ ...facts, idNumber: '001190000001', class: 'right', matchResult: 'right' })
  personId = person.id
})
afterAll(() => house.close())

async function say(words: string): Promise<string> {
  const before = house.telegram.sent(CHAT).length
  await house.telegram.say(CHAT, words)
  await house.settle()
  return house.telegram
    .sent(CHAT)
    .slice(before)
    .map(({ text }) => text)
    .join('\n')
}

async function lookUp(): Promise<string> {
  await say('tra cứu')
  let told = await say('Lò Thị Bưởi, 17/05/1990, nữ')
  if (told.includes('số điện thoại')) {
    const before = house.telegram.sent(CHAT).length
    await house.telegram.sendContact(CHAT, PHONE)
    await house.settle()
    told = house.telegram
      .sent(CHAT)
      .slice(before)
      .map(({ text }) => text)
      .join('\n')
  }
  return told
}

const papersPushed = async () => {
  const rows = await house.db.selectFrom('outbox').select('content').execute()
  return rows.filter(({ content }) => JSON.stringify(content).includes('"maker":"passport')).length
}

test('H12 H10 in the chat: closed below level 2, then one plain reason, then the paper, and only when it is asked for here', async () => {
  await lookUp()
  expect(await say('Hộ chiếu vắc xin')).toContain('chỉ mở cho chính chủ đã được xác minh')
  await cardSeen(house, personId)
  await lookUp()
  const why = await say('Hộ chiếu vắc xin')
  expect(why).toMatch(/chưa có hộ chiếu vắc xin[\s\S]*Đang chờ ký[\s\S]*Nơi giải quyết: Trạm Y tế xã Mẫu/)
  await signed()
  expect(await papersPushed(), 'nothing is pushed by itself').toBe(0)
  await lookUp()
  expect(await say('Hộ chiếu vắc xin')).toMatch(/dùng được đến[\s\S]*bằng cách nào/)
  expect(await papersPushed(), 'not before it is asked for').toBe(0)
  await say('Gửi PDF vào đây')
  expect(await papersPushed()).toBe(1)
  await lookUp()
  await say('Hộ chiếu vắc xin')
  expect(await say('Liên kết tải một lần')).toMatch(/24 giờ: http\S+\/ho-chieu\/tai\/\S+/)
  expect(await papersPushed()).toBe(1)
})

test('H10 whose paper it is, is asked again right before it leaves', async () => {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const make = attachmentMaker(house.app, render)
  const file = { code: '', form: 'document', fileName: 'ho-chieu-vac-xin.pdf', mime: 'application/pdf' } as const
  const own = await house.db.selectFrom('proofs').select('address').where('level', '=', 2).executeTakeFirstOrThrow()
  for (const maker of ['passport', 'passport_large'] as const) {
    const paper = await make({ maker, ...file }, own.address)
    expect((await PDFDocument.load(paper ?? new Uint8Array())).getPageCount()).toBe(2)
    expect(await make({ maker, ...file }, 'telegram|1|stranger')).toBeNull()
  }
  await house.db.deleteFrom('proofs').execute()
  expect(await make({ maker: 'passport', ...file }, own.address)).toBeNull()
})

async function signed(): Promise<void> {
  const officer = await house.staff({ role: 'head' })
  value(await signRecords(house.app, { officer, personIds: [personId] }))
  const { id } = await house.db.selectFrom('signed_records').select('id').executeTakeFirstOrThrow()
  await issuePassport(house.app, { signedRecordId: id })
}
