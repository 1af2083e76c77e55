import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formErrors } from '../../../portal/middleware/form-errors.ts'
import { frameFor } from '../../../portal/middleware/page-frame.ts'
import { listView } from '../../../portal/staff/imports/view.ts'
import { MinutesForm as PoliceMinutes } from '../../../portal/staff/police-desk/form.ts'
import { QueueQuery } from '../../../portal/staff/queue/form.ts'
import { MinutesForm } from '../../../portal/staff/signing/form.ts'
import { createRenderer } from '../../../templates/render.ts'
import { openShell, type ShellUnderTest } from './shell-under-test.ts'
import { visitor } from './visitor.ts'

let shell: ShellUnderTest
beforeAll(async () => {
  shell = await openShell({ trustProxy: 1 })
})
afterAll(() => shell.close())

describe('what the database cannot keep is turned away at the door', () => {
  test('NUL in a typed form, in a form with files and in an address is 400, never 500', async () => {
    const { ask, post, token } = visitor(shell.url)
    const _csrf = await token()
    const typed = await post('/echo', new URLSearchParams({ _csrf, name: 'Nguy\0ễn' }))
    const twice = await post(
      '/echo',
      new URLSearchParams([
        ['_csrf', _csrf],
        ['name', 'a'],
        ['name', '\0'],
      ]),
    )
    const body = new FormData()
    body.append('_csrf', _csrf)
    body.append('name', 'Nguy\0ễn')
    const withFiles = await post('/echo', body)
    expect([typed.status, twice.status, withFiles.status, (await ask('/token?a=%00')).status]).toEqual([
      400, 400, 400, 400,
    ])
    expect(await typed.text()).toContain('Biểu mẫu không đọc được')
  })

  test('an address of slashes is answered, never with 500', async () => {
    for (const path of ['//', '///', '//x:y/z', '//can-bo']) {
      expect((await visitor(shell.url).ask(path)).status, path).toBeLessThan(500)
    }
  })
})

test('behind a proxy that is trusted, visitors are told apart by what it says; its own visitors cannot forge more', async () => {
  const direct = await openShell()
  const origin = async (url: string, forwarded: string) =>
    (
      (await (await visitor(url).ask('/origin', { headers: { 'x-forwarded-for': forwarded } })).json()) as {
        origin: string
      }
    ).origin
  expect(await origin(shell.url, '203.0.113.1')).not.toBe(await origin(shell.url, '203.0.114.1'))
  expect(await origin(shell.url, '198.51.100.9, 203.0.113.1')).toBe(await origin(shell.url, '203.0.113.1'))
  expect(await origin(direct.url, '203.0.113.1')).toBe(await origin(direct.url, '203.0.114.1'))
  await direct.close()
})

describe('what no browser of ours sends', () => {
  test('a field twice or an unknown choice is a form that could not be read, not a missing sentence', () => {
    const read = z.object({ act: z.enum(['a']), name: z.string('look.errors.name') }).safeParse({ act: 'b', name: [] })
    const { of } = formErrors(read.error ?? { issues: [] }, (key) => key)
    expect(of).toEqual({ act: 'objections.formNotReadable', name: 'look.errors.name' })
  })

  test('a mark in the list of work that is none shows the list from its start', () => {
    for (const after of ['1_1_------------------------------------', `0_999999999999999_${'a'.repeat(36)}`, '1_1_x']) {
      expect(QueueQuery.parse({ after }).after).toBeNull()
    }
  })

  test('minutes whose fields come twice or too long are minutes that are missing', () => {
    const sent = { number: ['1', '2'], date: ['x'], parties: 'a'.repeat(301) }
    expect(MinutesForm.parse(sent)).toEqual({ date: '', parties: '' })
    expect(PoliceMinutes.parse(sent)).toEqual({ number: '', date: '', parties: '' })
  })
})

test('an officer who forgot to choose a file is told so', () => {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const assets = {
    'portal.css': '/a',
    'staff.css': '/e',
    'portal.js': '/b',
    'chat.js': '/c',
    'mark.svg': '/d',
    'icon-192.png': '/f',
  }
  const staff = { officerName: 'a', unitName: 'b', logOutHref: '/', posts: [], hint: null, nav: [], waiting: 0 }
  const facts = { url: '/can-bo', locale: 'vi', csrfToken: 't', requestId: 'r', practice: true, assets, staff }
  const fault = render.sentence('imports.errors.fileMissing', 'vi')
  const html = render.page('staff/imports', listView([], 'vi', render, fault), 'vi', frameFor(facts))
  expect(html).toContain(`<a href="#file">${fault}</a>`)
})
