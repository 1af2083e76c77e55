import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchZaloMedia } from '../../../bot/zalo/media.ts'

const ANSWERS: Record<string, { status: number; body: string; location?: string }> = {
  '/anh.jpg': { status: 200, body: 'x'.repeat(1_000) },
  '/mat.jpg': { status: 404, body: '' },
  '/hong.jpg': { status: 503, body: '' },
  '/di.jpg': { status: 302, body: '', location: '/anh.jpg' },
}
let asked = 0
const server = createServer((req, res) => {
  asked += 1
  const { status, body, location } = ANSWERS[req.url ?? ''] ?? { status: 404, body: '' }
  res.writeHead(status, location ? { location } : {}).end(body)
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
const at = (path: string) => `http://${host()}${path}`

test('a picture is fetched from a host that is named, up to the limit', async () => {
  expect(await fetchZaloMedia(at('/anh.jpg'), 1_000, [host()])).toEqual({ ok: true, bytes: Buffer.alloc(1_000, 'x') })
  expect(await fetchZaloMedia(at('/anh.jpg'), 999, [host()])).toEqual({ ok: false, reason: 'too_big' })
})

test('what is gone is gone, a redirect is not followed, and trouble is tried again', async () => {
  for (const path of ['/mat.jpg', '/di.jpg'])
    expect(await fetchZaloMedia(at(path), 1_000, [host()])).toEqual({ ok: false, reason: 'gone' })
  await expect(fetchZaloMedia(at('/hong.jpg'), 1_000, [host()])).rejects.toThrow('zalo_media_503')
})

test('nobody is asked at an address behind us, in whatever way it is written', async () => {
  const before = asked
  const port = host().split(':')[1]
  const addresses = [
    at('/anh.jpg'),
    `https://${host()}/anh.jpg`,
    `https://localhost:${port}/anh.jpg`,
    `https://[::1]:${port}/anh.jpg`,
    `https://[::ffff:127.0.0.1]:${port}/anh.jpg`,
    `https://2130706433:${port}/anh.jpg`,
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no address',
  ]
  for (const address of addresses)
    expect([address, await fetchZaloMedia(address, 1_000, [])]).toEqual([address, { ok: false, reason: 'gone' }])
  expect(asked).toBe(before)
})

test('where hosts are named, no other is asked', async () => {
  expect(await fetchZaloMedia('https://photo.example.com/a.jpg', 1_000, [host()])).toEqual({
    ok: false,
    reason: 'gone',
  })
})
