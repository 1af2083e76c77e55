import { PDFDocument } from 'pdf-lib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../portal/paths.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'
import { type Account, anAccount } from '../desk/desk-house.ts'
import { aChild, aRelative } from './family-house.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const open = (page: Page, path: string, lang: string) => page.goto(`${portal.url}${path}?lang=${lang}`)

let phones = 0

/** The family list of a phone with two members, one of whom has just turned 14. */
async function family(context: BrowserContext, lang: string): Promise<Page> {
  phones += 1
  const phone = `+84920000${String(phones).padStart(3, '0')}`
  const page = await context.newPage()
  await open(page, paths.family.own, lang)
  await page.fill('#phone', phone.replace('+84', '0'))
  await press(page, lang === 'vi' ? 'Gửi mã' : 'Send me')
  await page.fill('#code', await lastCode(house, phone))
  await page.locator('main form .buttons button').first().click()
  const people = [
    await aRelative(house, { phone }),
    await aChild(house, { phone, birthDate: `2016-04-0${(phones % 8) + 1}` }),
  ]
  for (const { fullName, birthDate, sex } of people) {
    await open(page, paths.family.add, lang)
    await page.fill('#fullName', fullName)
    await page.fill('#birthDate', (birthDate ?? '').split('-').reverse().join('/'))
    await page.check(sex === 'female' ? '#sex' : '#sex-1')
    await page.locator('main form .buttons button').first().click()
  }
  await house.db
    .updateTable('family_members')
    .set({ asked_at: house.clock.now() })
    .where('phone', '=', phone)
    .where('as_child', '=', true)
    .execute()
  return page
}

test.each([
  [360, 'vi'],
  [1280, 'en'],
])('A07 A08 the pages of the family at %i pixels in %s: axe finds nothing, nothing sticks out', async (width, lang) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await family(context, lang)
  for (const path of [
    paths.family.own,
    paths.family.add,
    paths.family.counterCode,
    paths.family.takeOver,
    paths.family.birthPaper,
    paths.family.phone,
  ]) {
    await open(page, path, lang)
    await isSound(page)
    const send = page.locator('main form .buttons button')
    if (path === paths.family.own || (await send.count()) === 0) continue
    await send.first().click()
    await isSound(page)
  }
  await open(page, paths.family.own, lang)
  await page.locator('a[href^="/gia-dinh/nguoi/"]').first().click()
  await isSound(page)
  await page.locator('form[action$="/chuyen"] button').click()
  await isSound(page)
  await page.locator('form[action$="/khong-biet"] button').click()
  await isSound(page)
  await page.goto(`${portal.url}${paths.family.member('00000000-0000-4000-8000-00000000000a')}`)
  await isSound(page)
  await context.close()
})

async function logIn(page: Page, { login, password, code }: Account): Promise<void> {
  await page.goto(`${portal.url}${paths.staff.logIn}`)
  await page.fill('#login', login)
  await page.fill('#password', password)
  await page.locator('main form .buttons button').first().click()
  await page.fill('#code', code())
  await page.locator('main form .buttons button').first().click()
}

test.each([
  [360, 'vi'],
  [1280, 'en'],
])(
  'A09 the pages of a helper at %i pixels in %s: axe finds nothing, nothing sticks out, the slip is one A6 sheet',
  async (width, lang) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    await logIn(page, await anAccount(house, { role: 'helper', unitId: 'tyt-mau' }))
    phones += 1
    const phone = `+84920000${String(phones).padStart(3, '0')}`
    await open(page, paths.helper.home, lang)
    await isSound(page)
    await page.fill('#code', '22222222')
    await page.locator('form[action$="/ma-chat"] button').click()
    await isSound(page)
    await page.fill('#phone', phone.replace('+84', '0'))
    await page.locator('form[action$="/tin-nhan"] button').click()
    await isSound(page)
    await page.fill('#code', await lastCode(house, phone))
    await page.locator('main form .buttons button').first().click()
    await isSound(page)
    await page.fill('#fullName', 'Nguyễn Thị Thử')
    await page.fill('#birthDate', '17/05/1990')
    await page.check('#sex')
    await page.locator('main form .buttons button').first().click()
    await isSound(page)
    await page.check('input[value="WRONG_NAME"]')
    await page.locator('main form .buttons button').last().click()
    await page.fill('#fullName', 'Nguyễn Thị Thơ')
    await page.locator('main form .buttons button').last().click()
    await page.locator('button[value="next"]').click()
    await isSound(page)
    await page.locator('form:has(input[name="submission"]) button').first().click()
    await isSound(page)
    const margin = { top: '7mm', right: '7mm', bottom: '7mm', left: '7mm' }
    const slip = await PDFDocument.load(await page.pdf({ width: '105mm', height: '148mm', margin }))
    expect(slip.getPageCount()).toBe(1)
    await open(page, paths.helper.home, lang)
    await isSound(page)
    await open(page, paths.helper.list, lang)
    await isSound(page)
    await context.close()
  },
)

test.each([360, 1280])('A07 A09 the station’s pages for those who act for others at %i pixels', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  await logIn(page, await anAccount(house))
  await house.db
    .insertInto('birth_papers')
    .values({
      ...{ id: house.app.newId(), address: 'web|portal|x', phone: '+84920009999', unit_id: 'tyt-mau', person_id: null },
      claimant: JSON.stringify({
        fullName: 'Trần Văn Bé',
        birthDate: '2017-03-04',
        sex: 'male',
        idNumber: null,
        passportCountry: null,
      }),
      ...{
        dedupe_key: house.app.newId(),
        file_key: 'x',
        wrapped_key: null,
        text_version: 'x',
        state: 'waiting',
        sent_at: house.clock.now(),
      },
    })
    .execute()
  for (const path of [paths.helper.birthPapers, paths.helper.consentSlips]) {
    await open(page, path, 'vi')
    await isSound(page)
  }
  await page.fill('#number', 'x')
  await page.locator('main form .buttons button').first().click()
  await isSound(page)
  await page.fill('#number', `GN-${width}`)
  await page.locator('main form .buttons button').first().click()
  await isSound(page)
  await context.close()
})
