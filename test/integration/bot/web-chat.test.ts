import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openChatPages } from './chat-pages.ts'

let pages: Awaited<ReturnType<typeof openChatPages>>
let house: BotHouse
let url: string

beforeAll(async () => {
  pages = await openChatPages()
  house = pages.house
  url = pages.url
})
afterAll(() => pages.close())

/** A browser without JavaScript: one session, forms as they stand on the page. */
function visitor() {
  let cookie = ''
  const open = async (path = '/tro-chuyen') => {
    const answer = await fetch(url + path, { headers: { cookie } })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer.text()
  }
  const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
  const post = async (fields: Record<string, string | Blob>, headers: Record<string, string> = {}) => {
    const page = await open()
    const form = new FormData()
    for (const name of ['_csrf', 'client_message_id', 'seen']) form.append(name, hidden(page, name))
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return fetch(`${url}/tro-chuyen/tin`, {
      method: 'POST',
      body: form,
      headers: { cookie, ...headers },
      redirect: 'manual',
    })
  }
  return {
    open,
    post,
    cookie: () => cookie,
    say: async (text: string) => {
      const answer = await post({ text })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/tro-chuyen#moi-nhat'])
      return open()
    },
    press: async (label: string) => {
      const token = new RegExp(`name="choice" value="([^"]*)"[^>]*>${label}<`).exec(await open())?.[1]
      expect(token, label).toBeDefined()
      await post({ choice: token ?? '' })
      return open()
    },
  }
}

test('without JavaScript a whole question and answer is one post and one page', async () => {
  const citizen = visitor()
  const first = await citizen.open()
  expect(first).toContain('role="log"')
  expect(first.match(/role="log"/g)).toHaveLength(1)
  expect(first).toContain('>Tra cứu mũi tiêm</button>')
  expect(await citizen.say('Tra cứu mũi tiêm')).toContain('Bạn tra cứu cho ai?')
  expect(await citizen.say('Nguyễn Thị Hoa, 17/05/1990, nữ')).toContain('nhận mã qua tin nhắn SMS')
  expect((await citizen.press('Quay lại')).match(/Bạn tra cứu cho ai/g)).toHaveLength(2)
})

test('a double tap is one message', async () => {
  const citizen = visitor()
  await citizen.open()
  const client_message_id = randomUUID()
  await citizen.post({ text: 'tra cuu', client_message_id })
  await citizen.post({ text: 'tra cuu', client_message_id })
  const page = await citizen.open()
  expect(page.match(/class="mine"/g)).toHaveLength(1)
  expect(page.match(/class="ours"/g)).toHaveLength(1)
})

test('another browser sees nothing of it', async () => {
  const citizen = visitor()
  await citizen.say('tra cuu')
  expect(await visitor().open()).not.toContain('class="mine"')
})

test('with JavaScript the answer comes by the stream, and resumes after the last one seen', async () => {
  const citizen = visitor()
  await citizen.open()
  const posted = await citizen.post({ text: 'tro giup' }, { accept: 'application/json' })
  expect([posted.status, await posted.json()]).toEqual([202, { ok: true }])
  const first = await nextEvent(citizen.cookie(), '0')
  expect(first.data).toMatchObject({ text: expect.stringContaining('1900 9095') })
  await citizen.post({ text: 'huy' }, { accept: 'application/json' })
  expect((await nextEvent(citizen.cookie(), first.id)).data).toMatchObject({ text: expect.stringContaining('Đã dừng') })
})

test('C14 a photo is sealed at once: the row holds no picture, and the file no plain byte of it', async () => {
  const citizen = visitor()
  const jpeg = readFileSync(sharedData('cccd/images/dev-001.jpg'))
  await citizen.post({ file: new Blob([jpeg], { type: 'image/jpeg' }), text: '' })
  expect(await citizen.open()).toContain('bị hủy 7 ngày')
  const upload = await house.db.selectFrom('chat_uploads').selectAll().executeTakeFirstOrThrow()
  const sealed = await house.app.files.get(upload.file_key)
  expect(sealed?.includes(jpeg.subarray(0, 64))).toBe(false)
  await citizen.press('Đồng ý')
  await citizen.press('Mặt trước CCCD')
  expect(await house.db.selectFrom('photos').select('kind').execute()).toEqual([{ kind: 'card_front' }])
  expect(await house.db.selectFrom('chat_uploads').selectAll().execute()).toEqual([])
})

test('words of a stranger stay words', async () => {
  const page = await visitor().say('<script>alert(1)</script>')
  expect(page).toContain('&lt;script&gt;')
})

test('the practice message box shows what was not sent, and how to log in', async () => {
  const put = { clientRef: 'x', channel: 'sms', recipient: '+84900000009', text: 'Mã xác nhận của bạn là 135790' }
  await house.app.store.transaction((tx) => tx.messageBox.put(put))
  await house.app.store.transaction((tx) => tx.messageBox.put(put))
  const page = await visitor().open('/tin-nhan-thu')
  expect(page.match(/135790/g)).toHaveLength(1)
  expect(page).toContain('Đây là bản thực hành')
  expect(page).toContain('246810')
})

async function nextEvent(cookie: string, after: string): Promise<{ id: string; data: unknown }> {
  const answer = await fetch(`${url}/tro-chuyen/su-kien`, {
    headers: { cookie, 'last-event-id': after },
  })
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const found = /id: (\d+)\ndata: (.*)\n\n/.exec(text)
    if (!found) continue
    return { id: found[1] ?? '', data: JSON.parse(found[2] ?? '') }
  }
  throw new Error('the stream ended')
}
