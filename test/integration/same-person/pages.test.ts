import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeOn } from '../../support/axe.ts'
import { openBrowser } from '../../support/browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, aReport, type DeskPortal, openDesk } from '../desk/desk-house.ts'
import { deskVisitor } from '../desk/desk-visitor.ts'

let house: TestHouse
let desk: DeskPortal
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await desk.close()
  await house.close()
})

async function aSplitPerson(): Promise<{ path: string; joinedId: string }> {
  const one = await house.person({ idNumber: '012345031' })
  const other = await house.person({
    idNumber: '001190000301',
    doses: [{ givenOn: '2021-11-15' }, { givenOn: '2022-02-01' }],
  })
  const note = 'Tôi có hai hồ sơ, một hồ sơ ghi số CMND cũ.'
  const report = await aReport(house, { personId: one.id, types: ['DUPLICATE_OR_SPLIT_PROFILE'], changes: [], note })
  return { path: `/can-bo/phan-anh/${report.code}/cung-mot-nguoi`, joinedId: other.id }
}

async function deskOf(role: 'clerk' | 'head') {
  const visitor = deskVisitor(desk.url)
  await visitor.logIn(await anAccount(house, { role }))
  return visitor
}

test('B05 without JavaScript: one officer proposes from the case, cannot confirm it, the other confirms, and it is undone', async () => {
  const { path, joinedId } = await aSplitPerson()
  const [clerk, head] = [await deskOf('clerk'), await deskOf('head')]
  const { html: casePage } = await clerk.get(path.replace('/cung-mot-nguoi', ''))
  expect(casePage).toContain(`href="${path}"`)

  expect((await clerk.get(path)).html).toContain('Đề nghị gộp')
  const proposed = await clerk.send(path, { act: 'propose', personId: joinedId })
  expect(proposed).toMatchObject({ status: 303, location: `${path}?da=propose` })
  const own = (await clerk.get(proposed.location ?? '')).html
  expect(own).toContain('Một cán bộ khác cần xác nhận.')
  expect(own).not.toContain('Xác nhận là cùng một người')
  const joinId = /name="joinId" value="([^"]+)"/.exec((await head.get(path)).html)?.[1] ?? ''
  expect((await clerk.send(path, { act: 'confirm', joinId })).status).toBe(409)
  expect((await head.send(path, { act: 'confirm', joinId })).location).toBe(`${path}?da=confirm`)
  expect((await head.get(path)).html).toContain('Đã gộp')
  expect((await clerk.send(path, { act: 'undo', joinId })).location).toBe(`${path}?da=undo`)
  expect((await clerk.send(path, { act: 'undo', joinId })).status).toBe(409)
  expect((await clerk.send(path, { act: 'elsewhere' })).status).toBe(409)
})

test('B14 the page of one person reads well on a phone and on a desk', async () => {
  const { path, joinedId } = await aSplitPerson()
  const clerk = await deskOf('clerk')
  await clerk.get(path)
  await clerk.send(path, { act: 'propose', personId: joinedId })
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: desk.url })
    await context.addCookies([...clerk.cookies].map(([name, value]) => ({ name, value, url: desk.url })))
    const page = await context.newPage()
    await page.goto(path)
    const { violations } = await axeOn(page).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await context.close()
  }
})
