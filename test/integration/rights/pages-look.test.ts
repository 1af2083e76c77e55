import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { SHEET_COLUMNS } from '../../../core/domain/sheet/sheet-row.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue, lastCode } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { aPhone, aSentReport, OWN } from './rights-house.ts'

const SHEET = '/bang-nhieu-nguoi'

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

/** Nothing for axe, nothing sticking out, not too heavy, every target large enough to hit. */
test.each([
  [360, 'vi'],
  [1280, 'en'],
] as const)(
  'L05 B10 the pages of rights and sheets at %i pixels in %s: axe finds nothing and nothing sticks out',
  async (width, lang) => {
    const phone = aPhone(width + (lang === 'en' ? 1 : 0))
    const { code } = await aSentReport(house, { address: `telegram|bot|${lang}${width}`, phone })
    doneValue(await openCase(house.app, { officer: await anOfficer(house), code }))
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    const look = async (path: string, name: string) => {
      await page.goto(`${portal.url}${path}?lang=${lang}`)
      await isSound(page, `${lang}-${name}`)
    }
    await look(OWN, 'rights-proof')
    await page.fill('#phone', `0${phone.slice(3)}`)
    await page.locator('main form button').first().click()
    await page.fill('#code', await lastCode(house, phone))
    await page.locator('main form button').first().click()
    await look(`${OWN}/yeu-cau/object`, 'ask-object')
    await page.locator('main form button').first().click()
    await isSound(page, `${lang}-ask-missing`)
    await page.check('#sure')
    await page.locator('main form button').first().click()
    for (const [path, name] of [
      [OWN, 'rights'],
      [`${OWN}/du-lieu`, 'data'],
      [`${OWN}/ai-da-mo`, 'opened'],
      [`${OWN}/ban-sao`, 'copy'],
      [SHEET, 'household'],
    ] as const)
      await look(path, name)
    await page.goto(`${portal.url}${OWN}/ban-sao`)
    await page.locator('main form button').first().click()
    await isSound(page, `${lang}-copy-made`)
    await page.locator('main .button').first().click()
    await isSound(page, `${lang}-copy-paper`)
    await page.goto(`${portal.url}${SHEET}`)
    await page.setInputFiles('#sheet', {
      name: 'a.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await aSheet(phone),
    })
    await page.locator('main form button').first().click()
    await isSound(page, `${lang}-sheet-status`)
    const status = page.url()
    await page.goto(`${status}/phieu`)
    await isSound(page, `${lang}-slips`)
    await page.goto(await confirmLink(phone))
    await isSound(page, `${lang}-confirm`)
    await page.locator('main form button').last().click()
    await isSound(page, `${lang}-confirm-end`)
    await look(`/x/${'0'.repeat(22)}`, 'confirm-gone')
    await look(`${OWN}/yeu-cau/erase`, 'ask-erase')
    await page.check('#sure')
    await page.locator('main form button').first().click()
    await isSound(page, `${lang}-receipt`)
    await context.close()
  },
)

function aSheet(phone: string): Promise<Buffer> {
  const columns = Object.values(SHEET_COLUMNS).map((header) => ({ header }))
  const row = (name: string, own: string) => [name, '17/05/1990', 'Nữ', '', own, 'Họ và tên', `${name} Vy`, '']
  const rows = [row('Nguyễn Thị Lan', `0${phone.slice(3)}`), row('Trần Thị Mai', ''), row('Hùng', '')]
  return house.app.sheets.write({ sheetName: 'a', columns, rows })
}

async function confirmLink(phone: string): Promise<string> {
  const rows = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .where('purpose', '=', 'notification')
    .orderBy('sequence', 'desc')
    .execute()
  const links = rows.map(({ content }) => (content as unknown as { params: { link: string } }).params.link)
  return `${portal.url}${new URL(links.find((link) => link.includes('/x/')) ?? '').pathname}`
}
