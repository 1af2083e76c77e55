import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Report } from '../../core/domain/report/report.ts'
import { aboutPhone, anAccount, aReport } from '../integration/desk/desk-house.ts'
import type { TestHouse } from '../support/test-app.ts'

/** A practised typist, one stroke: the script is quicker, so that its time counts as if a person had typed. */
const STROKE_MS = 280

interface Outcome {
  strokes: string[]
  state: Report['state']
}

/** The strokes for each kind of case, the last one leads to the next case. */
const OUTCOMES = {
  approve: { strokes: ['Alt+y', 'Alt+k'], state: 'approved' },
  police: { strokes: ['Alt+g', 'Alt+k'], state: 'needs_identity' },
  refuse: { strokes: ['Alt+t', 'Alt+8', 'Enter', 'Alt+k'], state: 'refused' },
  ask: { strokes: ['Alt+h', 'Tab', 'Space', 'Enter', 'Alt+k'], state: 'in_review' },
} satisfies Record<string, Outcome>

type CaseKind = keyof typeof OUTCOMES

/** One case as it was walked: `ms` is the house's and the hands' time, reading and thinking left out. */
export interface WalkedCase {
  kind: CaseKind
  strokes: number
  ms: number
}

/** Lets an officer decide `count` cases of four kinds one after the other, by keyboard alone (features E05). */
export async function walkCases(
  house: TestHouse,
  portalUrl: string,
  browser: Browser,
  count: number,
): Promise<WalkedCase[]> {
  const cases = []
  const kinds = Object.keys(OUTCOMES) as CaseKind[]
  for (let n = 0; n < count; n += 1) {
    const kind = kinds[n % kinds.length] as CaseKind
    cases.push({ kind, report: await aCase(house, kind, n, count) })
  }
  const page = await atTheDesk(house, portalUrl, browser)
  const keys = await page.context().newCDPSession(page)
  await page.goto(`${portalUrl}/can-bo/phan-anh/${cases[0]?.report.code}`)
  const walked: WalkedCase[] = []
  for (const [index, { kind, report }] of cases.entries()) {
    if (!page.url().includes(report.code)) throw new Error(`case ${index} does not come by itself`)
    const strokes = OUTCOMES[kind].strokes.slice(0, index === count - 1 ? -1 : undefined)
    const start = performance.now()
    for (const stroke of strokes) await press(page, keys, stroke)
    walked.push({ kind, strokes: strokes.length, ms: performance.now() - start + strokes.length * STROKE_MS })
  }
  await page.context().close()
  await mustStandAsDecided(house, cases)
  return walked
}

async function mustStandAsDecided(house: TestHouse, cases: readonly { kind: CaseKind; report: Report }[]) {
  const states = await house.db.selectFrom('reports').select(['code', 'state']).execute()
  const found = new Map(states.map((row) => [row.code, row.state]))
  const wrong = cases.filter(({ kind, report }) => found.get(report.code) !== OUTCOMES[kind].state)
  if (wrong.length > 0) throw new Error(`${wrong.length} cases are not as they were decided`)
}

async function aCase(house: TestHouse, kind: CaseKind, n: number, count: number): Promise<Report> {
  const person = await house.person({ fullName: 'Trần Thị Mẫu', idNumber: `001190${String(n).padStart(6, '0')}` })
  const recordedAt = new Date(house.clock.now().getTime() - (count - n) * 60_000)
  if (kind === 'approve') return aReport(house, { ...aboutPhone(person), recordedAt })
  if (kind === 'police') return aReport(house, { personId: person.id, recordedAt })
  return aReport(house, { personId: person.id, recordedAt, types: ['MISSING_DOSE'], changes: [], note: 'Thiếu mũi 2.' })
}

async function atTheDesk(house: TestHouse, portalUrl: string, browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const account = await anAccount(house)
  await page.goto(`${portalUrl}/can-bo/dang-nhap`)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.keyboard.press('Enter')
  await page.fill('#code', account.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/can-bo/hang-cho')
  return page
}

/** Those strokes that lead to another page are waited for. Playwright leaves out the letter of a key with Alt. */
async function press(page: Page, keys: CDPSession, stroke: string): Promise<void> {
  const leaves = ['Alt+y', 'Alt+g', 'Enter', 'Alt+k'].includes(stroke)
  const left = leaves ? page.waitForEvent('load') : null
  await altPress(page, keys, stroke)
  await left
}

/** One stroke as hands make it; access keys go by the letter, which Playwright leaves out. */
export async function altPress(page: Page, keys: CDPSession, stroke: string): Promise<void> {
  const key = stroke.replace('Alt+', '')
  if (key === stroke) return page.keyboard.press(key)
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', modifiers: 1, key, text: key, unmodifiedText: key })
}
