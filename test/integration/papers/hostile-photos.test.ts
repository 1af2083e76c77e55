import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { openGuardedChild } from '../../../platform/photos/guarded-child.ts'
import { openPhoto } from '../../../platform/photos/photo-file.ts'
import { openPhotoLab } from '../../../platform/photos/photo-lab.ts'
import { sharedData } from '../../support/shared-data.ts'

const lab = openPhotoLab()
const folder = mkdtempSync(join(tmpdir(), 'so-tiem-hostile-'))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await lab.close()
})

const easy = readFileSync(sharedData('cccd/images/dev-001.jpg'))
const white = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false })

/** One bit a pixel, written by hand: a few kilobytes that decode to as many pixels as one likes. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length)
    frame.writeUInt32BE(crc32(named), 4)
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function crc32(bytes: Buffer): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

test.each([
  ['a strip as wide as a panorama of a mile', () => pngOf(1_000_000, 40), 'too_many_pixels'],
  ['a strip as high', () => pngOf(10, 1_000_000), 'too_many_pixels'],
  ['a PNG of 50 megapixels', () => pngOf(7_000, 7_100), 'too_many_pixels'],
  ['a JPEG of 100 megapixels', () => white(10_000, 10_000).jpeg({ quality: 20 }).toBuffer(), 'too_many_pixels'],
  ['a progressive JPEG of 36', () => white(6_000, 6_000).jpeg({ progressive: true }).toBuffer(), 'too_many_pixels'],
  ['a WebP of 49', () => white(7_000, 7_000).webp({ lossless: true, effort: 0 }).toBuffer(), 'too_many_pixels'],
  ['an AVIF of 16', () => white(4_000, 4_000).avif({ effort: 0 }).toBuffer(), 'too_many_pixels'],
  ['a file that begins as a page', () => Buffer.concat([Buffer.from('<!doctype html><p>'), easy]), 'not_an_image'],
  ['a drawing that calls itself JPEG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_an_image'],
  ['a PDF that calls itself JPEG', () => Buffer.from('%PDF-1.4\n%%EOF'), 'not_an_image'],
  ['half a JPEG', () => easy.subarray(0, easy.length / 2), 'damaged'],
] as const)('C10 %s is refused at the door', async (_, bytes, reason) => {
  expect(await lab.readCard(await bytes())).toMatchObject({ card: null, reason })
})

test('C10 a photo of 48 megapixels passes the door, upright, and only what a decoder can shrink may be as large', async () => {
  const camera = await white(8_000, 6_000).jpeg({ quality: 20 }).withMetadata({ orientation: 6 }).toBuffer()
  const opened = await openPhoto(camera)
  expect(opened.ok).toBe(true)
  expect(await openPhoto(pngOf(8_000, 6_000))).toEqual({ ok: false, reason: 'too_many_pixels' })
})

test('C10 what follows a picture is not looked at, and of a moving one only the first frame is', async () => {
  const polyglot = Buffer.concat([easy, Buffer.from('<script>alert(1)</script>')])
  expect(await lab.readCard(polyglot)).toMatchObject({ reason: 'read' })
  const frames = { raw: { width: 80, height: 240, channels: 3 as const, pageHeight: 80 } }
  const moving = await sharp(Buffer.alloc(80 * 240 * 3, 120), frames)
    .gif()
    .toBuffer()
  const opened = await openPhoto(moving)
  expect(opened.ok && (await opened.photo.metadata()).height).toBe(80)
})

test('C10 a program that waits for nothing else still hears that its reader was killed', async () => {
  const child = join(folder, 'deaf.child.mjs')
  writeFileSync(child, "process.on('message', () => undefined)\nprocess.send('ready')\n")
  const guarded = new URL('../../../platform/photos/guarded-child.ts', import.meta.url)
  const program = join(folder, 'asks.mjs')
  writeFileSync(
    program,
    `import { pathToFileURL } from 'node:url'
import { openGuardedChild } from ${JSON.stringify(guarded.href)}
const child = openGuardedChild(pathToFileURL(${JSON.stringify(child)}), { hardLimitMs: 50, name: 'deaf one' })
console.log(String(await child.ask({})), String(await child.ask({})))
await child.close()
`,
  )
  const out = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, [program], (fault, stdout) => (fault ? reject(fault) : resolve(stdout))),
  )
  expect(out.trim()).toBe('undefined undefined')
})

test('C10 a question that hangs costs its own reader, and the next one gets another', async () => {
  const child = join(folder, 'hangs.child.mjs')
  writeFileSync(
    child,
    "process.on('message', ({ id, hangs }) => hangs || process.send({ id, result: process.pid }))\nprocess.send('ready')\n",
  )
  const limits = { hardLimitMs: 3_000, name: 'hanging one' }
  const reader = openGuardedChild<{ hangs: boolean }, number>(new URL(`file://${child}`), limits)
  const answers = await Promise.all([true, false].map((hangs) => reader.ask({ hangs })))
  expect(answers).toEqual([undefined, expect.any(Number)])
  await reader.close()
})

test('C10 a reader that has grown answers, ends, and the next question gets a new one', async () => {
  const child = join(folder, 'grown.child.mjs')
  writeFileSync(
    child,
    "process.on('message', ({ id }) => process.send({ id, result: process.pid, isLast: true }, () => process.exit(0)))\nprocess.send('ready')\n",
  )
  const reader = openGuardedChild<object, number>(new URL(`file://${child}`), {
    hardLimitMs: 10_000,
    name: 'grown one',
  })
  const [first, second] = [await reader.ask({}), await reader.ask({})]
  expect(first).toEqual(expect.any(Number))
  expect(second).toEqual(expect.any(Number))
  expect(second).not.toBe(first)
  await reader.close()
})
