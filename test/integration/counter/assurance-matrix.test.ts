import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { paths } from '../../../portal/paths.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anOfficer, aReport, must } from '../desk/desk-house.ts'

let house: BotHouse
let portal: WholePortal
let person: PlatformRecord
let code = ''
beforeAll(async () => {
  house = await openBotHouse()
  portal = await openWholePortal(house)
  person = await house.person({
    fullName: 'Mạc Thị Bảng',
    birthDate: '1969-04-03',
    idNumber: '001169066601',
    phone: PHONE,
    address: 'Thôn Kín 66',
    doses: [{ lot: 'LOTX9917', givenOn: '2021-09-14', facility: 'Bệnh viện Riêng Mẫu' }],
  })
  await house.person({ fullName: 'Người Khác', birthDate: '1970-01-01', phone: OTHER })
  code = (await aReport(house, { personId: person.id, phone: PHONE, address: null })).code
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const PHONE = '+84912000861'
const OTHER = '+84912000862'
const WHO = { fullName: 'Mạc Thị Bảng', birthDate: '03/04/1969', sex: 'female' }

/** What a page or a message may show of the record, from least to most. */
const SEEN: [string, RegExp][] = [
  ['status', /Trạm Y tế xã Mẫu/],
  ['doses', /Bệnh viện Riêng Mẫu/],
  ['lot', /LOTX9917/],
  ['number', /001169066601/],
  ['phone', /0?912 ?000 ?861/],
  ['address', /Thôn Kín 66/],
]

/** A status is the report's code with the unit that holds it; a page that asks for more names the code alone. */
function seenIn(text: string): string {
  const seen = ([name, sign]: [string, RegExp]) => sign.test(text) && (name !== 'status' || text.includes(code))
  const found = SEEN.filter(seen).map(([name]) => name)
  return found.join('+') || '·'
}

async function session(browser: FormBrowser): Promise<string> {
  await browser.open('/')
  return `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`
}

async function holdPhone(address: string, phone: string): Promise<void> {
  const [provedAt, expiresAt] = [house.clock.now(), new Date('2999-01-01')]
  const proof = { id: randomUUID(), address, phone, personId: null, level: 1 as const, provedAt, expiresAt }
  await house.app.store.transaction((tx) => tx.citizens.addProof(proof))
}

/** Looks up with these facts; what the phone proves is what decides. */
async function lookUpAs(phone: string): Promise<FormBrowser> {
  const browser = portal.browser()
  await holdPhone(await session(browser), phone)
  const facts = { ...WHO, phone: phone.replace('+84', '0'), idNumber: '' }
  await browser.send(await browser.open('/tra-cuu'), facts)
  return browser
}

const BROWSERS: Record<string, () => Promise<FormBrowser>> = {
  L0: async () => {
    const browser = portal.browser()
    await browser.send(await browser.open('/theo-doi'), { code, tail: PHONE.slice(-3) })
    return browser
  },
  L1: () => lookUpAs(PHONE),
  L2: async () => {
    const browser = portal.browser()
    await browser.send(await browser.open('/tra-cuu/ma-tram'), { code: await aCode() })
    return browser
  },
  other: () => lookUpAs(OTHER),
}

async function aCode(): Promise<string> {
  const seen = { officer: await anOfficer(house), personId: person.id, paper: 'citizen_card' as const }
  return must(await makeCounterCode(house.app, { ...seen, numberAgrees: true })).code
}

/** Every address of the portal that is no officer's; a function is asked with the report's code, or with an id of nobody. */
function citizenRoutes(): string[] {
  const { staff: _staff, machine: _machine, chain: _chain, ...groups } = paths
  const routes = Object.values(groups).flatMap((group) => Object.values(group as Record<string, unknown>))
  const asked = routes.flatMap((route) => {
    if (typeof route === 'string') return [route]
    const make = route as (...parts: string[]) => string
    return [make(code, 'AAAA2222'), make('00000000-0000-4000-8000-000000000000', 'AAAA2222')]
  })
  // The stream of the chat never ends; its messages are the chat's own.
  return [...new Set(asked)].filter((route) => route !== paths.chatSteps.events && !route.startsWith('/can-bo')).sort()
}

function table(rows: [string, string[]][]): string {
  const head = ['', 'L0', 'L1', 'L2', 'other']
  const lines = [head, ...rows.map(([name, cells]) => [name, ...cells])]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return `${lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

test('A06 what every citizen page shows at each level, read aloud: status, masked doses, all of it, nothing of others', async () => {
  // A level-2 code also lifts the phone's holder, so the lower levels look first.
  const columns: string[][] = []
  const routes = citizenRoutes()
  for (const level of ['L0', 'L1', 'other', 'L2']) {
    const browser = await (BROWSERS[level] as () => Promise<FormBrowser>)()
    const cells: string[] = []
    for (const route of routes) {
      const answer = await browser.ask(route)
      cells.push(answer.status >= 300 && answer.status < 400 ? '·' : seenIn(await answer.text()))
    }
    columns.push(cells)
  }
  const [none = [], masked = [], other = [], full = []] = columns
  const rows = routes.map((route, at): [string, string[]] => [
    route.replace(code, ':code').replace('00000000-0000-4000-8000-000000000000', ':nobody'),
    [none, masked, full, other].map((column) => column[at] ?? ''),
  ])
  for (const [route, [l0 = '', l1 = '', , another = '']] of rows) {
    expect({ route, l0 }).toEqual({ route, l0: expect.stringMatching(/^(·|status)$/) })
    expect({ route, l1 }).toEqual({ route, l1: expect.not.stringMatching(/lot|number|address/) })
    expect({ route, another }).toEqual({ route, another: '·' })
  }
  await expect(table(rows.filter(([, cells]) => cells.some((cell) => cell !== '·')))).toMatchFileSnapshot(
    './assurance-matrix.txt',
  )
}, 600_000)

let chats = 9_400

async function talk(phone: string | null, ...lines: string[]): Promise<string> {
  chats += 1
  const chat = chats
  for (const line of ['/start', ...lines]) {
    if (line === '<phone>') await house.telegram.sendContact(chat, phone ?? OTHER)
    else await house.telegram.say(chat, line)
    await house.settle()
  }
  return house.telegram
    .sent(chat)
    .map(({ text }) => text)
    .join('\n')
}

test('A06 what the steps of the chat show at each level, read aloud', async () => {
  // The pages' test had the paper seen, which lifts the holder of the phone too.
  await house.db.deleteFrom('counter_codes').execute()
  await house.db.deleteFrom('cards_seen').execute()
  const who = 'Mạc Thị Bảng, 03/04/1969, nữ'
  const report = ['Báo sai thông tin', 'Sai giới tính', 'Nam', 'Không còn, đi tiếp', 'Không đồng ý']
  const dialogues: Record<string, string[]> = {
    'Tra cứu mũi tiêm': ['tra cuu', who, '<phone>'],
    'Tra cứu, rồi báo sai và đọc lại': ['tra cuu', who, '<phone>', ...report],
    'Theo dõi phản ánh': ['theo doi', code, PHONE.slice(-3)],
    'Theo dõi sau khi xác nhận số': ['tra cuu', who, '<phone>', 'huy', 'theo doi', code],
  }
  const below: string[][] = []
  for (const lines of Object.values(dialogues)) {
    const noPhone = lines.filter((line) => line !== '<phone>')
    below.push([
      seenIn(await talk(null, ...noPhone)),
      seenIn(await talk(PHONE, ...lines)),
      seenIn(await talk(OTHER, ...lines)),
    ])
  }
  const rows: [string, string[]][] = []
  for (const [at, [name, lines]] of Object.entries(dialogues).entries()) {
    const [nothing = '', masked = '', other = ''] = below[at] ?? []
    const code = await aCode()
    const withCode = lines.flatMap((line) => (line === who ? ['Tôi có mã của Trạm Y tế', code] : [line]))
    const full = seenIn(await talk(null, ...withCode.filter((line) => line !== '<phone>')))
    rows.push([name, [nothing, masked, full, other]])
  }
  for (const [name, [l0 = '', , , other = '']] of rows) {
    expect({ name, l0 }).toEqual({ name, l0: expect.stringMatching(/^(·|status)$/) })
    expect({ name, other }).toEqual({ name, other: expect.stringMatching(/^(·|status)$/) })
  }
  await expect(table(rows)).toMatchFileSnapshot('./assurance-matrix-chat.txt')
}, 600_000)
