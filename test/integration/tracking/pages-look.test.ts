import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { decisionLetter } from '../../../core/use-cases/follow-up/decision-letter.ts'
import { publishFigures } from '../../../core/use-cases/public-figures/publish-figures.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, must } from '../desk/desk-house.ts'
import { aLandedReport } from './landed-case.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
const cases: Record<string, Report> = {}
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  const clerk = await anOfficer(house)
  cases.landed = await aLandedReport(house, { phone: PHONE })
  house.clock.advance(3 * 24 * 3_600_000)
  for (let n = 0; n < 9; n++) await aReport(house)
  cases.open = await aReport(house, { phone: PHONE })
  cases.refused = await aReport(house, { phone: PHONE })
  const { id: caseId, code, version, address } = cases.refused
  const photo = {
    caseId,
    address: address ?? '',
    dedupeKey: caseId,
    kind: 'dose_paper',
    consentVersion: PHOTO_CONSENT_VERSION,
  } as const
  must(await attachPhoto(house.app, { ...photo, bytes: readFileSync(sharedData('cccd/images/dev-001.jpg')) }))
  const decision = { action: 'refuse' as const, reasons: ['PHOTO_BLURRED' as const], sentence: 'Ảnh bị mờ.' }
  must(await decide(house.app, { officer: clerk, code, version, decision }))
  await publishFigures(house.app)
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

const PHONE = '+84912345678'

test.each([360, 1280])(
  'D02 D04 D06 D08 D13 D14 tracking, figures and letter check at %i pixels: axe finds nothing and nothing sticks out',
  async (width) => {
    house.clock.advance(3_600_000)
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    for (const { code } of Object.values(cases)) {
      await page.goto(`${portal.url}/theo-doi/${code}`)
      if (await page.locator('#tail').count()) {
        await page.fill('#tail', '678')
        await page.getByRole('button', { name: 'Xem tiến độ' }).click()
      }
      const proof = page.locator('form[action$="/ma"] button')
      if (await proof.count()) {
        await proof.first().click()
        await page.fill('#code', await lastCode(house, PHONE))
        await page.locator('main form button[type=submit]').first().click()
      }
      await page.waitForURL(`**/theo-doi/${code}`)
      await isSound(page)
    }
    const address = `web|portal|x`
    await house.app.store.transaction((tx) =>
      tx.citizens.addProof({
        id: house.app.newId(),
        address,
        phone: PHONE,
        personId: null,
        level: 1,
        provedAt: house.app.now(),
        expiresAt: new Date(house.app.now().getTime() + 3_600_000),
      }),
    )
    const { token } = must(await decisionLetter(house.app, { code: cases.open?.code ?? '', address }))
    for (const path of [`/kiem-tra-thu/${token}`, '/kiem-tra-thu/x', '/so-lieu']) {
      await page.goto(portal.url + path)
      await isSound(page)
    }
    await context.close()
  },
)
