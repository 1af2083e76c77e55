import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Express, RequestHandler } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '../../../platform/house.ts'
import { openPortal } from '../../../portal/main.ts'
import { LEADING_IN } from '../../../portal/staff/officer.ts'
import { createRenderer } from '../../../templates/render.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anAccount } from '../desk/desk-house.ts'

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

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle: RequestHandler & { stack?: Layer[] }
}

/** Every route below /can-bo that the portal really has, from its routers themselves: a page nobody listed is walked too. */
function staffRoutes(): { method: string; path: string }[] {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const { app } = house
  const parts = { app, queues: {}, log: {}, masterKey: Buffer.alloc(32), settings: { SESSION_SECRET: 'x' } }
  const shell = openPortal(parts as unknown as House, render, []) as unknown as Express
  const walk = (stack: Layer[]): { method: string; path: string }[] =>
    stack.flatMap(({ route, handle }) => {
      if (!route) return handle.stack ? walk(handle.stack) : []
      const methods = Object.keys(route.methods).map((method) => (method === '_all' ? 'get' : method))
      return [route.path].flat().flatMap((path) => methods.map((method) => ({ method: method.toUpperCase(), path })))
    })
  const router = shell.router as unknown as { stack: Layer[] }
  return walk(router.stack).filter(({ path }) => path === '/can-bo' || path.startsWith('/can-bo/'))
}

const filled = (path: string) => path.replace(/:\w+/g, randomUUID())

async function answersOf(browser: ReturnType<WholePortal['browser']>, token: string) {
  const wrong: string[] = []
  const routes = staffRoutes().filter(({ path }) => !LEADING_IN.includes(path))
  for (const { method, path } of routes) {
    const body = method === 'GET' ? {} : { body: new URLSearchParams({ _csrf: token }) }
    const answer = await browser.ask(filled(path), { method, ...body })
    const to = answer.headers.get('location') ?? ''
    await answer.arrayBuffer()
    if (answer.status !== 303 || !to.startsWith('/can-bo/dang-nhap')) wrong.push(`${method} ${path}: ${answer.status}`)
  }
  return { count: routes.length, wrong }
}

const tokenIn = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

test('K03 no staff route answers without a second factor younger than 12 hours: every route of the router, a stranger, half a log-in, and one of yesterday', async () => {
  const stranger = portal.browser()
  const first = await answersOf(stranger, tokenIn((await stranger.open('/can-bo/dang-nhap')).html))
  expect(first.wrong).toEqual([])
  expect(first.count).toBeGreaterThan(60)

  const account = await anAccount(house)
  const { login, password } = account
  const half = portal.browser()
  const second = await half.send(await half.open('/can-bo/dang-nhap'), { login, password })
  expect((await answersOf(half, tokenIn(second.html))).wrong).toEqual([])

  const whole = portal.browser()
  const asked = await whole.send(await whole.open('/can-bo/dang-nhap'), { login, password })
  const desk = await whole.send(asked, { code: account.code() })
  expect(desk.status).toBe(200)
  house.clock.advance(12 * 3_600_000)
  expect((await answersOf(whole, tokenIn(desk.html))).wrong).toEqual([])
})
