import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'

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

const PEOPLE = 200
const AT_ONCE = 10
const phoneOf = (n: number) => `+84912${String(300_000 + n)}`

/** Everybody was born on a day of their own. */
const birthOf = (n: number) => new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10)

async function lookUpOnce(n: number): Promise<string> {
  const browser = portal.browser()
  const typed = {
    fullName: 'Nguyễn Thị Thử',
    birthDate: birthOf(n).split('-').reverse().join('/'),
    sex: 'female',
    phone: phoneOf(n),
  }
  const asked = await browser.send(await browser.open('/tra-cuu'), typed)
  const page = await browser.send(asked, { code: await lastCode(house, phoneOf(n)) })
  return page.html.includes('Trạm Y tế xã Mẫu') ? 'found' : `${page.status} ${page.url}`
}

test('L07 two hundred people of a school behind one address each look up once, while one browser is stopped', async () => {
  for (let n = 0; n < PEOPLE; n++) await house.person({ phone: phoneOf(n), birthDate: birthOf(n) })
  const abuser = portal.browser()
  const abuse: number[] = []
  let last = ''
  const seen: string[] = []
  for (let n = 0; n < PEOPLE; n += AT_ONCE) {
    const typed = {
      fullName: 'Kẻ Phá Thử',
      birthDate: '01/01/1990',
      sex: 'male',
      phone: `+849140000${10 + n / AT_ONCE}`,
    }
    const page = await abuser.send(await abuser.open('/tra-cuu'), typed)
    abuse.push(page.status)
    last = page.html
    seen.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => lookUpOnce(n + k)))))
  }
  expect(abuse).toEqual([...Array(10).fill(200), ...Array(10).fill(409)])
  expect(last).toContain('Xin thử lại sau 60 phút')
  expect(seen).toEqual(Array(PEOPLE).fill('found'))
}, 240_000)
