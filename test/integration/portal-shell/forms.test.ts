import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShell, type ShellUnderTest } from './shell-under-test.ts'
import { visitor } from './visitor.ts'

let shell: ShellUnderTest
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

const typed = (fields: Record<string, string>) => new URLSearchParams(fields)
const megabytes = (count: number) => new Blob([new Uint8Array(count * 1024 * 1024)], { type: 'image/jpeg' })

describe('L12 who may send a form', () => {
  test('the browser that was shown it', async () => {
    const { post, token } = visitor(shell.url)
    const response = await post('/echo', typed({ _csrf: await token(), name: 'Nguyễn Thị Ánh' }))
    expect(await response.json()).toMatchObject({ form: { name: 'Nguyễn Thị Ánh' }, files: [] })
  })

  test('not one without the token, nor with the token of another browser', async () => {
    const mine = visitor(shell.url)
    await mine.token()
    const foreign = await visitor(shell.url).token()
    const attempts: Record<string, string>[] = [{ name: 'a' }, { _csrf: foreign }, { _csrf: '' }]
    for (const fields of attempts) {
      const response = await mine.post('/echo', typed(fields))
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('Trang này đã cũ')
    }
  })

  test('a script of ours may send the token as a header', async () => {
    const { post, token } = visitor(shell.url)
    const response = await post('/echo', typed({ name: 'a' }), { 'x-csrf-token': await token() })
    expect(response.status).toBe(200)
  })

  test('not another site, even with the token', async () => {
    const { post, token } = visitor(shell.url)
    const body = typed({ _csrf: await token() })
    expect((await post('/echo', body, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post('/echo', body, { origin: 'not an origin' })).status).toBe(403)
    expect((await post('/echo', body, { origin: 'http://localhost:8080' })).status).toBe(200)
    expect((await post('/echo', body, { origin: shell.url })).status).toBe(200)
    expect((await post('/echo', body, { origin: 'null' })).status).toBe(200)
  })

  test('a session whose signature does not fit is replaced', async () => {
    const { ask, token, cookies } = visitor(shell.url)
    await token()
    const before = cookies.get('phien') ?? ''
    cookies.set('phien', `${before.slice(0, 5)}x${before.slice(6)}`)
    await ask('/token')
    expect(cookies.get('phien')?.split('.')[0]).not.toBe(before.split('.')[0])
  })

  test('after a fresh session the old token is worth nothing', async () => {
    const { ask, post, token } = visitor(shell.url)
    const before = await token()
    await ask('/fresh')
    expect((await post('/echo', typed({ _csrf: before }))).status).toBe(403)
    expect((await post('/echo', typed({ _csrf: await token() }))).status).toBe(200)
  })
})

describe('forms with files', () => {
  async function send(parts: [string, string | Blob, string?][], from = visitor(shell.url)) {
    const body = new FormData()
    body.append('_csrf', await from.token())
    for (const [name, value, filename] of parts) {
      if (typeof value === 'string') body.append(name, value)
      else body.append(name, value, filename ?? '')
    }
    return from.post('/echo', body)
  }

  test('fields, lists and files arrive; an empty file input does not', async () => {
    const response = await send([
      ['wrong', 'name'],
      ['wrong', 'dose'],
      ['papers', new Blob(['abc'], { type: 'image/png' }), 'giấy xác nhận.png'],
      ['card', new Blob([], { type: 'application/octet-stream' }), ''],
    ])
    expect(await response.json()).toMatchObject({
      form: { wrong: ['name', 'dose'] },
      files: [{ field: 'papers', filename: 'giấy xác nhận.png', claimedType: 'image/png', size: 3 }],
    })
  })

  test('six files of 8 MB less a byte are taken, one byte more is not', async () => {
    const most = new Blob([new Uint8Array(8 * 1024 * 1024 - 1)])
    expect((await send([['papers', most, 'a.jpg']])).status).toBe(200)
    const response = await send([['papers', megabytes(9), 'a.jpg']])
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('mỗi tệp không quá 8 MB')
  })

  test('a seventh file is too much', async () => {
    const seven = Array.from({ length: 7 }, (_, i): [string, Blob, string] => ['papers', new Blob(['a']), `${i}.jpg`])
    expect((await send(seven.slice(1))).status).toBe(200)
    expect((await send(seven)).status).toBe(413)
  })

  test('a file that comes before the token is not read', async () => {
    const { post, token } = visitor(shell.url)
    const body = new FormData()
    body.append('papers', new Blob(['abc']), 'a.jpg')
    body.append('_csrf', await token())
    expect((await post('/echo', body)).status).toBe(403)
  })

  test('the page about too large files speaks the language of the visitor', async () => {
    const from = visitor(shell.url)
    await from.ask('/?lang=en')
    expect(await (await send([['papers', megabytes(9), 'a.jpg']], from)).text()).toContain('The files are too large')
  })

  test('a body that is no form is turned away, and the shell goes on', async () => {
    const { post, token, ask } = visitor(shell.url)
    const headers = { 'x-csrf-token': await token() }
    const broken = await post('/echo', 'xyz', { ...headers, 'content-type': 'multipart/form-data' })
    const cut = await post('/echo', '--b\r\nContent-Disp', {
      ...headers,
      'content-type': 'multipart/form-data; boundary=b',
    })
    expect([broken.status, cut.status]).toEqual([400, 400])
    expect((await ask('/')).status).toBe(200)
  })

  test('a typed form above 64 KB is too large', async () => {
    const { post, token } = visitor(shell.url)
    expect((await post('/echo', typed({ _csrf: await token(), note: 'a'.repeat(70_000) }))).status).toBe(413)
  })

  test('a field called __proto__ stays a field', async () => {
    const response = await send([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ form: { constructor: 'y' } })
  })
})
