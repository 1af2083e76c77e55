import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { practiceAccounts } from '../../platform/practice/practice-staff.ts'
import { type FormBrowser, formBrowser, type Page } from './form-browser.ts'

/** A running house that may be killed at any moment, and its database for looking what has been reached. */
export interface Road {
  base(): string
  databaseUrl: string
  masterKey: Buffer
}

/** Somebody whose record is wrong, as the house holds them, and what is right. Dates dd/mm/yyyy. */
export interface Walker {
  personId: string
  recordId: string
  fullName: string
  birthDate: string
  sex: 'male' | 'female'
  /** As typed, 0… */
  phone: string
  correctName: string
  correctNumber: string
}

const PATIENCE_MS = Number(process.env.ROAD_PATIENCE_MS ?? 240_000)

export type Look = <T extends pg.QueryResultRow>(statement: string, values?: unknown[]) => Promise<T[]>

/**
 * Every step of the road through the real pages, each tried again until the database shows it done: reports, decisions, police
 * list, answers, signed return, acceptance, export, read-back, signature. Answers the receipt codes.
 */
export async function walkWholeRoad(road: Road, walkers: Walker[], card: Buffer): Promise<string[]> {
  const look = lookInto(road.databaseUrl)
  const people = walkers.map((walker) => walker.personId)
  const codes: string[] = []
  for (const walker of walkers) codes.push(await report(road, look, walker, card))

  const clerk = await logIn(road, look, 'tram')
  for (const code of codes) {
    const moved = () =>
      look('select 1 from reports where code = $1 and state <> all($2)', [code, ['queued', 'in_review']])
    await until(`${code} goes to the police`, moved, async () => {
      const page = await clerk.open(`/can-bo/phan-anh/${code}`)
      await clerk.send(page, { action: 'send_to_police' })
    })
  }

  await reviewByHamlet(look, clerk, people)

  const listed = async () =>
    (await look(
      'select distinct l.number from police_lists l join police_rows r on r.list_id = l.id join identity_cases c on c.id = r.identity_case_id where c.person_id = any($1)',
      [people],
    )) as { number: string }[]
  await until('a police list is drawn up', listed, async () => {
    await clerk.send(await clerk.open('/can-bo/danh-sach'), {}, 'all')
  })
  for (const { number } of await listed()) await handOver(road, look, number, clerk)

  const exported = () => all(look, codes, ['exported', 'platform_updated', 'closed'])
  await until('everything approved is exported', exported, async () => {
    for (const kind of ['import_file', 'hand_edit']) {
      const desk = await clerk.open('/can-bo/xuat-du-lieu')
      if (desk.html.includes(`value="${kind}"`)) await clerk.send(desk, {}, kind)
    }
  })

  const sheet = resultSheet(walkers)
  const seen = () => all(look, codes, ['platform_updated', 'closed'])
  await until('the read-back shows it', seen, () => readBack(clerk, look, sheet))

  const head = await logIn(road, look, 'truongtram')
  const signed = () => all(look, codes, ['closed'])
  await until('the records are signed', signed, async () => {
    const page = await head.open('/can-bo/ky')
    await head.send(page, { person: people.filter((id) => page.html.includes(id)), confirmed: 'yes' }, 'certificate')
  })
  const passports = async () =>
    (await look('select distinct person_id from passports where person_id = any($1)', [people])).length ===
    people.length
  await until('the passports are issued', passports, () => wait(300))
  return codes
}

async function report(road: Road, look: Look, walker: Walker, card: Buffer): Promise<string> {
  const browser = formBrowser(road.base)
  const mine = async () =>
    (await look('select code from reports where person_id = $1', [walker.personId])) as { code: string }[]
  await until('the report is recorded', mine, async () => {
    let page = await browser.open('/phan-anh')
    page = await browser.send(page, { aboutMe: ['WRONG_NAME', 'WRONG_OR_MISSING_ID'] })
    const { fullName, birthDate, sex, phone } = walker
    if (page.url.endsWith('/nguoi-phan-anh')) await browser.send(page, { fullName, birthDate, sex, phone })
    page = await browser.open('/phan-anh/thong-tin-dung')
    if (page.url.endsWith('/ma')) await browser.send(page, { code: await lastCode(look, phone) })
    page = await browser.open('/phan-anh/thong-tin-dung')
    page = await browser.send(page, { fullName: walker.correctName, idNumber: walker.correctNumber })
    if (page.html.includes('value="id_structure"')) page = await browser.send(page, { confirmed: 'id_structure' })
    page = await browser.open('/phan-anh/anh')
    const consent = /name="consent" value="([^"]+)"/.exec(page.html)?.[1]
    if (consent) page = await browser.send(page, { consent }, 'agree')
    if (!page.html.includes('<section class="card">')) {
      page = await browser.send(page, {
        kind: 'card_front',
        photo: { fileName: 'the.jpg', type: 'image/jpeg', bytes: card },
      })
    }
    await browser.send(await browser.open('/phan-anh/doc-lai'), {
      submission: submissionOf(await browser.open('/phan-anh/doc-lai')),
    })
  })
  return (await mine())[0]!.code
}

const submissionOf = (page: Page) => /name="submission" value="([^"]+)"/.exec(page.html)?.[1] ?? ''

/** Waits for the newest code that went to this phone. */
async function lastCode(look: Look, phone: string): Promise<string> {
  const sent = () =>
    look<{ text: string }>(
      `select text from message_box where recipient like $1 and text like 'Ma xac nhan%' and sent_at > now() - interval '5 minutes' order by sent_at desc limit 1`,
      [`%${phone.slice(1)}`],
    )
  for (let tries = 0; tries < 200; tries += 1) {
    const code = /\d{6}/.exec((await sent())[0]?.text ?? '')?.[0]
    if (code) return code
    await wait(200)
  }
  throw new Error('No code arrived')
}

/** Every person on a sheet of their hamlet, and the sheet typed in as "right" (2262 step 2). */
async function reviewByHamlet(look: Look, clerk: FormBrowser, people: string[]): Promise<void> {
  const waiting = () =>
    look(`select 1 from identity_cases where person_id = any($1) and state in ('listed', 'with_hamlet')`, [people])
  const openSheets = () =>
    look<{ number: string }>(
      'select distinct l.number from hamlet_lists l join hamlet_rows r on r.list_id = l.id where r.open',
    )
  await until(
    'the hamlet has checked everybody',
    async () => (await waiting()).length === 0,
    async () => {
      const desk = await clerk.open('/can-bo/thon-ap')
      if (desk.html.includes('value="draw_up"')) await clerk.send(desk, {}, 'draw_up')
      for (const { number } of await openSheets())
        await clerk.send(await clerk.open(`/can-bo/thon-ap/${number}`), {}, 'rest')
    },
  )
}

/** One answer a person, as police give them. */
function eachMatches(page: Page): Record<string, string> {
  const names = page.forms.flatMap(({ fields }) => fields.map(([name]) => name))
  return Object.fromEntries(names.filter((name) => /^answer-\d+$/.test(name)).map((name) => [name, 'match']))
}

async function handOver(road: Road, look: Look, number: string, clerk: FormBrowser): Promise<void> {
  const police = await logIn(road, look, 'congan')
  const desk = `/can-bo/cong-an/${number}`
  const rows = (condition: string) =>
    look(
      `select r.id from police_rows r join police_lists l on l.id = r.list_id where l.number = $1 and ${condition}`,
      [number],
    )
  const returned = (states: string[]) =>
    look(
      'select p.id from police_returns p join police_lists l on l.id = p.list_id where l.number = $1 and p.state = any($2)',
      [number, states],
    )
  await until(
    'every row is answered',
    async () => (await rows('answer is null')).length === 0,
    async () => {
      const page = await police.open(desk)
      await police.send(page, eachMatches(page), 'save')
    },
  )
  await until(
    'the return is drawn up',
    () => returned(['drawn_up', 'signed', 'accepted']),
    async () => {
      await police.send(await police.open(desk), {}, 'draw_up')
    },
  )
  await until(
    'the police sign',
    () => returned(['signed', 'accepted']),
    async () => {
      await police.send(await police.open(desk), {}, 'certificate')
    },
  )
  const [{ id = '' } = {}] = (await returned(['signed', 'accepted'])) as { id: string }[]
  await until(
    'the station accepts',
    () => returned(['accepted']),
    async () => {
      await clerk.send(await clerk.open(`/can-bo/danh-sach/${number}`), { returnId: id })
    },
  )
}

async function readBack(clerk: FormBrowser, look: Look, sheet: Buffer): Promise<void> {
  const runs = (state: string) =>
    look<{ id: string }>(`select id from imports where kind = 'results' and state = $1`, [state])
  if ((await runs('applying')).length > 0) return wait(300)
  if ((await runs('previewed')).length === 0) {
    const file = { fileName: 'ket-qua.csv', type: 'text/csv', bytes: sheet }
    await clerk.send(await clerk.open('/can-bo/ket-qua'), { file })
  }
  for (const { id } of await runs('previewed')) {
    const page = await clerk.open(`/can-bo/ket-qua/${id}`)
    await clerk.send(page, {}, 'apply')
  }
}

/** The Platform's verification list after the station's changes: everybody right, with the corrected values. */
function resultSheet(walkers: Walker[]): Buffer {
  const rows = walkers.map(({ recordId, correctName, birthDate, sex, correctNumber }) =>
    [recordId, 'Đúng', correctName, birthDate, sex === 'male' ? 'Nam' : 'Nữ', correctNumber].join(','),
  )
  return Buffer.from(
    ['Mã đối tượng,Kết quả xác minh,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND/Hộ chiếu', ...rows, ''].join('\n'),
  )
}

/** A log-in code may be used once: the next one comes within 30 s. */
async function logIn(road: Road, look: Look, login: string): Promise<FormBrowser> {
  const browser = formBrowser(road.base)
  const inside = async () => (await browser.open('/can-bo')).html.includes('/can-bo/dang-xuat')
  await until(`${login} logs in`, inside, async () => {
    const [{ used = 0 } = {}] = await look<{ used: number }>(
      'select last_totp_step::int as used from staff where login = $1',
      [login],
    )
    while (Math.floor(Date.now() / 30_000) <= used) await wait(500)
    const account = () => practiceAccounts(road.masterKey, new Date()).find((one) => one.login === login)!
    let page = await browser.open('/can-bo/dang-nhap')
    page = await browser.send(page, { login, password: account().password })
    await browser.send(page, { code: account().code })
  })
  return browser
}

async function all(look: Look, codes: string[], states: string[]): Promise<boolean> {
  return (
    (await look('select 1 from reports where code = any($1) and state = any($2)', [codes, states])).length ===
    codes.length
  )
}

/** Tries a step until it is seen done: whatever was killed meanwhile, the step is taken once. */
async function until(
  what: string,
  isDone: () => Promise<boolean | unknown[]>,
  attempt: () => Promise<unknown>,
): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  let last: unknown = null
  for (;;) {
    const done = await isDone().catch(() => false)
    if (Array.isArray(done) ? done.length > 0 : done) return
    if (Date.now() > end) throw new Error(`Not reached within ${PATIENCE_MS / 1000} s: ${what}`, { cause: last })
    await attempt().catch((fault) => {
      last = fault
    })
    await wait(150)
  }
}

/** One short connection a look: the server may be killed between two. */
export function lookInto(url: string): Look {
  return async <T extends pg.QueryResultRow>(statement: string, values: unknown[] = []) => {
    for (let tries = 0; ; tries += 1) {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      try {
        await client.connect()
        return (await client.query<T>(statement, values)).rows
      } catch (fault) {
        if (tries > 200) throw fault
        await wait(150)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }
}
