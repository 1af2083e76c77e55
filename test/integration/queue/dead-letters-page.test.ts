import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { createPortal } from '../../../portal/app.ts'
import { deadLetterRoutes } from '../../../portal/staff/dead-letters/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

const PAGE = '/can-bo/viec-loi'

let house: TestHouse
let server: Server
let officer: Officer
let cookie = ''

beforeAll(async () => {
  house = await openTestHouse()
  const head = await house.staff({ role: 'head' })
  officer = { ...head, fullName: 'Trưởng Trạm Thử', unitName: 'Trạm Y tế xã Mẫu' }
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const gate = Router().use((req, res, next) => {
    req.officer = officer
    res.locals.staffFrame = {
      officerName: officer.fullName,
      unitName: officer.unitName,
      logOutHref: '/',
      posts: [],
      hint: null,
      nav: [],
      waiting: 0,
    }
    next()
  })
  const hear = () => undefined
  const portal = createPortal({
    render,
    log: { info: hear, warn: hear, error: hear },
    settings: { publicUrl: 'http://localhost:8080', practice: true, sessionSecret: 'only for tests' },
    routers: [
      { path: '/', router: gate },
      { path: '/', router: deadLetterRoutes(house.app, render) },
    ],
  })
  server = portal.listen(0)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await house.close()
})

test('M03 the page tells the plain cause in both languages and both buttons work', async () => {
  const [again, away] = [await deadTask('ECONNREFUSED'), await deadTask('ENOSPC')]
  const page = await read(PAGE)
  expect(page).toContain('Không kết nối được với máy chủ bên ngoài.')
  expect(page).toContain('Ổ đĩa đã đầy.')
  expect(await read(`${PAGE}?lang=en`)).toContain('The disk is full.')
  await read(`${PAGE}?lang=vi`)

  const retried = await post({ act: 'retry', kind: 'task', id: again })
  expect(retried.headers.get('location')).toBe(`${PAGE}?done=retry&count=1`)
  expect(await read(`${PAGE}?done=retry&count=1`)).toContain('Việc đã được đưa vào làm lại.')

  const noReason = await post({ act: 'discard', kind: 'task', id: away, reason: '' })
  expect(noReason.status).toBe(409)
  expect(await noReason.text()).toContain('Cần ghi lý do trước khi bỏ qua.')
  expect((await post({ act: 'discard', kind: 'task', id: away, reason: 'đã mua ổ mới' })).status).toBe(303)
  expect(await read(PAGE)).toContain('Không có việc lỗi')
})

test('M03 work that another version promised is shown too', async () => {
  await deadTask('unknown_task', 'a-task-of-tomorrow')
  const page = await read(PAGE)
  expect(page).toContain('Việc khác')
  expect(page).not.toContain('a-task-of-tomorrow')
})

async function deadTask(code: string, name = 'read-card'): Promise<string> {
  const id = randomUUID()
  const at = house.clock.now()
  const row = { id, name, data: '{}', unique_key: id, promised_at: at, dead_at: at }
  await house.db
    .insertInto('tasks')
    .values({ ...row, attempts: 6, fault_code: code })
    .execute()
  return id
}

const address = (path: string) => `http://localhost:${(server.address() as AddressInfo).port}${path}`

async function read(path: string): Promise<string> {
  const answer = await fetch(address(path), { headers: { cookie } })
  const fresh = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  const kept = cookie
    .split('; ')
    .filter((old) => old && !fresh.some((line) => line?.startsWith(`${old.split('=')[0]}=`)))
  cookie = [...kept, ...fresh].join('; ')
  expect(answer.status).toBe(200)
  return answer.text()
}

async function post(form: Record<string, string>): Promise<Response> {
  const token = /name="_csrf" value="([^"]+)"/.exec(await read(PAGE))?.[1] ?? ''
  const body = new URLSearchParams({ _csrf: token, ...form })
  return fetch(address(PAGE), { method: 'POST', body, headers: { cookie }, redirect: 'manual' })
}
