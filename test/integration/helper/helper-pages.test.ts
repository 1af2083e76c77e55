import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { recordSlip } from '../../../core/use-cases/helper/record-slip.ts'
import { paths } from '../../../portal/paths.ts'
import { type FormBrowser, plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue, hoa, lastCode } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { helperBrowser } from './helper-house.ts'

let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const WHO = { fullName: hoa.fullName, birthDate: '17/05/1990', sex: 'female' }

/** From the page "whom are you helping" to the slip, about a wrong name. */
async function fillIn(browser: FormBrowser) {
  const types = await browser.send(await browser.open(paths.helper.who), WHO)
  expect(types.url).toBe(paths.citizen.report)
  expect(types.html).toContain('Bạn đang viết phản ánh thay một người dân')
  const facts = await browser.send(types, { aboutMe: 'WRONG_NAME' })
  expect(facts.url).toBe(paths.reportSteps.facts)
  const photos = await browser.send(facts, { fullName: 'Nguyễn Thị Thơ' })
  const review = await browser.send(photos, {}, 'next')
  expect(review.url).toBe(paths.reportSteps.review)
  const [, submission = ''] = review.forms.flatMap(({ fields }) => fields).find(([name]) => name === 'submission') ?? []
  return browser.send(review, { submission })
}

async function helpBySms(browser: FormBrowser, phone: string) {
  const asked = await browser.send(await browser.open(paths.helper.home), { phone: phone.replace('+84', '0') })
  expect(asked.url).toBe(paths.helper.smsCode)
  const who = await browser.send(asked, { code: await lastCode(house, phone) })
  expect(who.url).toBe(paths.helper.who)
  return fillIn(browser)
}

const codeOn = (html: string) => /PA-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(html)?.[0] ?? ''

test('A09 consent by SMS, the form, the slip: nothing recorded is ever shown, and the slip holds the code alone', async () => {
  const phone = '+84900020001'
  await house.person({ fullName: hoa.fullName, phone, idNumber: '079190012345' })
  const browser = await helperBrowser(house, portal)
  const slip = await helpBySms(browser, phone)
  expect(slip.url).toMatch(/bien-nhan/)
  expect(codeOn(slip.html)).not.toBe('')
  for (const secret of [hoa.fullName, 'Thơ', '079190012345', '345', phone.slice(-9)])
    expect(plain(slip.html)).not.toContain(secret)
})

test('A09 after hand-in the helper gets 404 on every route of that case, and no page holds a field of the citizen', async () => {
  const phone = '+84900020002'
  const browser = await helperBrowser(house, portal)
  const code = codeOn((await helpBySms(browser, phone)).html)
  const token = /name="_csrf" value="([^"]+)"/.exec((await browser.open(paths.helper.home)).html)?.[1] ?? ''
  const routes = everyRoute()
  for (const route of routes.filter((one) => one.length > 0)) {
    const path = route(code)
    if (!path.includes(code)) continue
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? new URLSearchParams({ _csrf: token, tail: phone.slice(-3) }) : undefined
      const answer = await browser.ask(path, { method, ...(body && { body }) })
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 404 })
    }
  }
  for (const path of [...fixedPaths(), paths.helper.list]) {
    const page = await browser.open(path)
    for (const field of [hoa.fullName, 'Thơ', '17/05/1990', phone.slice(-9)])
      expect({ path, holds: page.html.includes(field) }).toEqual({ path, holds: false })
  }
})

type Route = (code: string, more?: string) => string

/** Every function of portal/paths.ts, whatever group it stands in. */
function everyRoute(): Route[] {
  const groups = Object.values(paths) as Record<string, unknown>[]
  return groups.flatMap((group) => Object.values(group)).filter((one): one is Route => typeof one === 'function')
}

function fixedPaths(): string[] {
  const groups = Object.values(paths) as Record<string, unknown>[]
  const texts = groups.flatMap((group) => Object.values(group)).filter((one) => typeof one === 'string')
  // A stream of messages never ends, and webhooks are the machines'.
  return texts.filter((path) => !/webhooks|tro-chuyen|dang-xuat|#/.test(path))
}

test('A09 a citizen without a phone: the slip of the counter begins it, no phone is asked for', async () => {
  doneValue(await recordSlip(house.app, { officer: await anOfficer(house), number: 'GN-7' + '01' }))
  const browser = await helperBrowser(house, portal)
  const who = await browser.send(await browser.open(paths.helper.home), { slip: 'gn-701' })
  expect(who.url).toBe(paths.helper.who)
  expect(codeOn((await fillIn(browser)).html)).not.toBe('')
})

test('A09 the helper takes the card photo; it goes with the report, and no route shows it to them', async () => {
  const phone = '+84900020009'
  const browser = await helperBrowser(house, portal)
  const asked = await browser.send(await browser.open(paths.helper.home), { phone: phone.replace('+84', '0') })
  await browser.send(asked, { code: await lastCode(house, phone) })
  const types = await browser.send(await browser.open(paths.helper.who), WHO)
  const facts = await browser.send(types, { aboutMe: 'WRONG_NAME' })
  const photos = await browser.send(facts, { fullName: 'Nguyễn Thị Thơ' })
  const agreed = await browser.send(photos, { consent: PHOTO_CONSENT_VERSION }, 'agree')
  const bytes = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#ccc' } })
    .jpeg()
    .toBuffer()
  const card = { bytes, fileName: 'the.jpg', type: 'image/jpeg' }
  const added = await browser.send(agreed, { kind: 'card_front', photo: card })
  const review = await browser.send(added, {}, 'next')
  const [, submission = ''] = review.forms.flatMap(({ fields }) => fields).find(([name]) => name === 'submission') ?? []
  const code = codeOn((await browser.send(review, { submission })).html)
  const report = await house.db.selectFrom('reports').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  const kept = await house.db
    .selectFrom('photos')
    .select(['state', 'report_id', 'draft_address'])
    .where('report_id', '=', report.id)
    .execute()
  expect(kept).toEqual([{ state: 'ready', report_id: report.id, draft_address: null }])
  expect((await browser.open(paths.reportSteps.photos)).url).toBe(paths.helper.home)
})

test('A09 half an hour without an act: the pages of the report are closed and what was typed is gone', async () => {
  const phone = '+84900020010'
  const browser = await helperBrowser(house, portal)
  const asked = await browser.send(await browser.open(paths.helper.home), { phone: phone.replace('+84', '0') })
  await browser.send(asked, { code: await lastCode(house, phone) })
  await browser.send(await browser.open(paths.helper.who), WHO)
  house.clock.advance(31 * 60_000)
  expect((await browser.open(paths.citizen.report)).url).toBe(paths.helper.home)
  expect((await browser.open(paths.helper.who)).url).toBe(paths.helper.home)
})

test('A09 without somebody who agreed the pages of the report lead back to the beginning', async () => {
  const browser = await helperBrowser(house, portal)
  expect((await browser.open(paths.citizen.report)).url).toBe(paths.helper.home)
  expect((await browser.open(paths.reportSteps.review)).url).toBe(paths.helper.home)
})

test('A09 stopping drops everything typed; the list prints code, time and initials', async () => {
  const phone = '+84900020003'
  const browser = await helperBrowser(house, portal)
  await helpBySms(browser, phone)
  const asked = await browser.send(await browser.open(paths.helper.home), { phone: '0900020004' })
  await browser.send(asked, { code: await lastCode(house, '+84900020004') })
  await browser.send(await browser.open(paths.helper.who), WHO)
  const home = await browser.send(await browser.open(paths.helper.home), {}, 'Dừng giúp')
  expect(home.url).toBe(paths.helper.home)
  expect((await browser.open(paths.helper.who)).url).toBe(paths.helper.home)
  const list = await browser.open(paths.helper.list)
  expect(plain(list.html)).toContain('N.T.T.')
  expect(plain(list.html)).not.toContain(hoa.fullName)
})
