import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { cardLabel } from '../../../core/use-cases/citizen/open-photo.ts'
import { takeOverCase } from '../../../core/use-cases/desk/case-hold.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { axeOn } from '../../support/axe.ts'
import { openBrowser } from '../../support/browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import {
  type Account,
  aboutPhone,
  anAccount,
  anOfficer,
  aReport,
  type DeskPortal,
  must,
  openDesk,
  reportNow,
} from './desk-house.ts'

const TEXT_OF_CARD = [
  { x: 300, y: 0 },
  { x: 800, y: 0 },
  { x: 800, y: 500 },
  { x: 300, y: 500 },
]

let house: TestHouse
let desk: DeskPortal
let browser: Browser
let account: Account
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
  browser = await openBrowser()
  account = await anAccount(house)
})
afterAll(async () => {
  await browser.close()
  await desk.close()
  await house.close()
})

async function loggedIn(
  width: number,
  options: { javaScriptEnabled?: boolean; colorScheme?: 'dark' | 'light' } = {},
  who: Account = account,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: desk.url, ...options })
  const page = await context.newPage()
  await page.goto('/can-bo/dang-nhap')
  await page.fill('#login', who.login)
  await page.fill('#password', who.password)
  await page.keyboard.press('Enter')
  house.clock.advance(30_000)
  await page.fill('#code', who.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/can-bo/hang-cho')
  return page
}

async function fullCase(): Promise<Report> {
  const person = await house.person({ idText: '12345', doses: [{}, { number: 2, vaccine: 'Comirnaty' }] })
  const changes = [
    { field: 'fullName', recorded: 'Nguyễn Thị Thừ', correct: 'Nguyễn Thị Thử', source: 'card_qr' },
    { field: 'idNumber', recorded: null, correct: '001190000018', source: 'card_qr' },
  ] as const
  const doses = [
    {
      doseId: null,
      number: 3,
      givenOn: '2022-01-05',
      vaccine: 'Comirnaty',
      lot: 'FF0001',
      place: 'Trạm Y tế xã Mẫu',
      note: null,
    },
  ]
  const report = await aReport(house, {
    personId: person.id,
    types: ['WRONG_NAME', 'WRONG_OR_MISSING_ID', 'MISSING_DOSE'],
    changes: [...changes],
    doses,
    note: 'Tên tôi có dấu hỏi.',
  })
  const bytes = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#88a' } })
    .jpeg()
    .toBuffer()
  const { photoId } = must(
    await attachPhoto(house.app, {
      address: report.address ?? '',
      caseId: report.id,
      kind: 'card_front',
      bytes,
      dedupeKey: report.id,
      consentVersion: PHOTO_CONSENT_VERSION,
    }),
  )
  const card = {
    cccd: '001190000018',
    cmnd: null,
    fullName: 'Nguyễn Thị Thử',
    dob: '1990-05-17',
    gender: 'female',
    address: 'Xã Mẫu',
    issued: '2021-05-01',
  }
  await house.app.store.transaction(async (tx) => {
    const key = (await tx.photos.keyOf(report.id))?.wrappedKey
    if (key)
      await tx.photos.setReading(photoId, {
        cardFacts: house.app.vault.seal(key, Buffer.from(JSON.stringify(card)), cardLabel(photoId)),
        reason: 'read',
      })
    await tx.photos.setShownAreas(photoId, [TEXT_OF_CARD])
  })
  return report
}

/** A case whose decision waits for the second look of the officer of these tests, on its way after two hand-overs. */
async function decidedByAColleague(): Promise<string> {
  const colleague = await anOfficer(house)
  const report = await aReport(house, { ...aboutPhone(await house.person()), hops: 2 })
  const { id, code } = report
  must(await decide(house.app, { officer: colleague, code, version: 1, decision: { action: 'approve' } }))
  await house.db.deleteFrom('rechecks').where('report_id', '=', id).execute()
  const chosen = { id: randomUUID(), reportId: id, round: 1, decision: 'approve' as const, chosenAt: house.app.now() }
  const about = { decidedBy: colleague.staffId, unitId: 'tyt-mau', forStaffId: account.staffId }
  await house.app.store.transaction((tx) => tx.rechecks.choose({ ...chosen, ...about }))
  return code
}

/** Presses keys as hands do. Playwright leaves out the letter of a key with Alt, and access keys go by that letter. */
async function strokes(page: Page, keys: string[]): Promise<number> {
  const session = await page.context().newCDPSession(page)
  for (const stroke of keys) {
    const key = stroke.replace('Alt+', '')
    if (key === stroke) await page.keyboard.press(key)
    else
      await session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        modifiers: 1,
        key,
        text: key,
        unmodifiedText: key,
      })
  }
  return keys.length
}

test('E05 a refusal is four key strokes on one screen and works without JavaScript', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const page = await loggedIn(1280, { javaScriptEnabled: false })
  await page.goto(`/can-bo/phan-anh/${report.code}`)
  expect(await strokes(page, ['Alt+t', 'Alt+8', 'Alt+1', 'Enter'])).toBeLessThanOrEqual(6)
  await page.waitForURL('**/*?da=refuse*')
  expect(await reportNow(house.app, report.id)).toMatchObject({
    state: 'refused',
    refusalReasons: ['SCREENING_FORM_INCOMPLETE', 'PHOTO_BLURRED'],
  })
  await page.context().close()
})

test('E05 an approval is one key stroke', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const page = await loggedIn(1280)
  await page.goto(`/can-bo/phan-anh/${report.code}`)
  await strokes(page, ['Alt+y'])
  await page.waitForURL('**/*?da=approve*')
  expect((await reportNow(house.app, report.id)).state).toBe('approved')
  await page.context().close()
})

test('E04 a colleague sees the name of whoever has the case open, and takes over on purpose; nothing typed is lost', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const [mine, theirs] = [await loggedIn(1280), await loggedIn(1280, {}, await anAccount(house, { role: 'head' }))]
  await mine.goto(`/can-bo/phan-anh/${report.code}`)
  expect(await mine.textContent('#ai-dang-mo')).toContain('Bạn đang mở phản ánh này')
  await theirs.goto(`/can-bo/phan-anh/${report.code}`)
  expect(await theirs.textContent('#ai-dang-mo')).toContain('Phạm Thị Thử đang mở phản ánh này')
  expect(await theirs.locator('#quyet-dinh').count()).toBe(0)
  await strokes(mine, ['Alt+t', 'Alt+8'])
  await mine.fill('#refuse-sentence', 'Ảnh mờ, xin chụp lại.')
  await strokes(theirs, ['Alt+o'])
  await theirs.waitForURL('**/*?da=take_over*')
  await strokes(theirs, ['Alt+n'])
  await theirs.waitForURL(/\?da=take(&|$)/)
  await mine.click('text=Từ chối phản ánh này')
  await mine.waitForSelector('.notice.danger')
  expect(await mine.inputValue('#refuse-sentence')).toBe('Ảnh mờ, xin chụp lại.')
  const difference = (await mine.textContent('.notice.danger table'))?.replace(/\s+/g, ' ')
  expect(difference).toMatch(/Trạng thái ?Chờ nhận ?Đang xem xét ?Người giữ ?Chưa ai nhận ?Phạm Thị Thử/)
  expect(await mine.isChecked('input[value=PHOTO_BLURRED]')).toBe(true)
  expect((await axeOn(mine).analyze()).violations.map(({ id }) => id)).toEqual([])
  await mine.click('details[open] >> text=Tiếp quản và gửi')
  await mine.waitForURL('**/*?da=refuse*')
  expect((await reportNow(house.app, report.id)).answer).toBe('Ảnh mờ, xin chụp lại.')
  await Promise.all([mine.context().close(), theirs.context().close()])
})

test('E04 the badge follows while the page is read: a take-over and a change show by themselves', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const page = await loggedIn(1280)
  await page.goto(`/can-bo/phan-anh/${report.code}`)
  await page.clock.install()
  await page.reload()
  const head = await anOfficer(house, { role: 'head' })
  must(await takeOverCase(house.app, { officer: head, code: report.code }))
  must(await decide(house.app, { officer: head, code: report.code, version: 1, decision: { action: 'take' } }))
  await page.clock.runFor(21_000)
  await page.waitForSelector('#ai-dang-mo.theirs')
  expect(await page.textContent('#ai-dang-mo')).toMatch(/vừa có thay đổi[\s\S]*Cán bộ Thử head đang mở/)
  await page.context().close()
})

test('E07 the preview is the text that goes out, with the reasons the citizen will read', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const page = await loggedIn(1280)
  await page.goto(`/can-bo/phan-anh/${report.code}`)
  await strokes(page, ['Alt+t', 'Alt+8'])
  await page.click('details[open] >> text=Xem trước')
  await page.waitForSelector('.outgoing [role=status]')
  expect(await page.textContent('details[open] .outgoing')).toMatch(
    new RegExp(`Phản ánh ${report.code} bị từ chối xử lý[\\s\\S]*mờ`),
  )
  expect((await reportNow(house.app, report.id)).state).toBe('queued')
  await page.context().close()
})

test.each([
  [360, 'light'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)(
  'the desk reads well at %i pixels, %s: no fault of axe, nothing wider than the screen',
  async (width, colorScheme) => {
    const report = await fullCase()
    const unlinked = await aReport(house, { types: ['MISSING_DOSE'], changes: [] })
    await house.person({ phone: '+84912345670' })
    await aReport(house, { recordedAt: new Date(house.clock.now().getTime() - 50 * 3_600_000) })
    const page = await loggedIn(width, { colorScheme })
    const pages = [
      'hang-cho',
      `phan-anh/${report.code}`,
      `phan-anh/${unlinked.code}`,
      `phan-anh/${report.code}/ai-dang-mo`,
      `phan-anh/${await decidedByAColleague()}`,
      'nhac-nho',
      'nhac-nho/nhom/error_list',
      'doi-mat-khau',
      'dang-nhap',
    ]
    for (const path of pages) {
      await page.goto(`/can-bo/${path}`)
      await page.$$eval('details', (all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      const faults = (await axeOn(page).analyze()).violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)
      expect(faults).toEqual([])
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width])
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/${path.replaceAll('/', '-').slice(0, 14)}-${width}-${colorScheme}.png`,
          fullPage: true,
        })
    }
    await page.context().close()
  },
)
