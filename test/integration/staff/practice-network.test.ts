import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { telegramClient } from '../../../bot/telegram/client.ts'
import type { Papers } from '../../../core/ports/services.ts'
import { readSettings } from '../../../platform/config.ts'
import { papers } from '../../../platform/pdf/papers.ts'
import { loopbackOnly } from '../../../platform/practice/loopback-only.ts'
import { stampedPapers } from '../../../platform/practice/stamp-papers.ts'
import { textOfPdf } from '../../support/pdf-text.ts'

let sink: Server
let port: number
let heard = 0
beforeAll(async () => {
  sink = createServer((_req, res) => {
    heard += 1
    res.end('{}')
  })
  await new Promise<void>((open) => sink.listen(0, open))
  port = (sink.address() as AddressInfo).port
})
afterAll(() => {
  sink.closeAllConnections()
  sink.close()
})

test('K08 practice mode reaches no other machine: not by fetch, not by a channel client, not by address', async () => {
  const open = loopbackOnly(['database.test'])
  try {
    const refused = { cause: { code: 'EPRACTICE' } }
    // 0.0.0.0 leads to this very machine: whatever gets through would be heard.
    for (const address of [`http://0.0.0.0:${port}/`, 'https://api.telegram.org/', 'https://openapi.zalo.me/'])
      await expect(fetch(address)).rejects.toMatchObject(refused)
    const client = telegramClient({ token: '1:abc', apiRoot: `http://0.0.0.0:${port}` })
    await expect(client.call('sendMessage', { chat_id: 1, text: 'x' })).rejects.toThrow()
    expect(heard).toBe(0)
    await fetch(`http://127.0.0.1:${port}/`)
    expect(heard).toBe(1)
  } finally {
    open()
  }
})

test('K08 a practice installation with a real channel does not start, unless its installer says that the channel is theirs', () => {
  const telegram = { TELEGRAM_BOT_TOKEN: '1:abc', TELEGRAM_WEBHOOK_SECRET: 'x'.repeat(20) }
  const keys = { MASTER_KEY: 'a'.repeat(64), SESSION_SECRET: 'b'.repeat(40), DATA_DIR: '/tmp/so-tiem-practice-test' }
  expect(() => readSettings({ ...keys, ...telegram })).toThrow(/^TELEGRAM_BOT_TOKEN: practice mode sends to nobody/)
  expect(readSettings({ ...keys, ...telegram, PRACTICE_CHANNELS: 'on' }).PRACTICE).toBe(true)
  expect(readSettings({ ...keys, ...telegram, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' }).PRACTICE).toBe(true)
})

test('K08 every paper of a practice installation says so on each page', async () => {
  const names = Object.keys(papers) as (keyof Papers)[]
  expect(names.length).toBeGreaterThan(2)
  const blank = async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage()
    pdf.addPage()
    return Buffer.from(await pdf.save())
  }
  const stamped = stampedPapers(Object.fromEntries(names.map((name) => [name, blank])) as unknown as Papers)
  for (const name of names) {
    const make = stamped[name] as unknown as () => Promise<Buffer>
    const pages = await textOfPdf(await make())
    expect({ name, pages: pages.map((page) => page.includes('TẬP HUẤN')) }).toEqual({ name, pages: [true, true] })
  }
})
