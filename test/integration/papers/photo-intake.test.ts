import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { takeIn } from '../../../platform/photos/intake.ts'
import { openPhotoLab } from '../../../platform/photos/photo-lab.ts'
import { sharedData } from '../../support/shared-data.ts'

const lab = openPhotoLab()
afterAll(() => lab.close())
const aPicture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } })

test('C07 strip metadata: upright, and no camera, place or comment survives, for 20 phones', async () => {
  for (let phone = 1; phone <= 20; phone++) {
    const orientation = (phone % 8) + 1
    const picture = aPicture(300, 200).jpeg().withMetadata({ orientation })
    const bytes = await picture
      .withExifMerge({ IFD0: { Make: `Phone${phone}`, Model: 'SecretModel' }, IFD3: { GPSLatitude: '21/1 1/1 1/1' } })
      .toBuffer()
    expect(bytes.includes('SecretModel')).toBe(true)
    const taken = await takeIn(bytes)
    if (!taken.ok) throw new Error(taken.reason)
    expect(taken.width > taken.height).toBe(orientation < 5)
    const kept = await sharp(taken.jpeg).metadata()
    expect([kept.exif, kept.icc, kept.xmp, kept.iptc, kept.orientation]).toEqual(Array(5).fill(undefined))
    expect(taken.jpeg.includes('Exif')).toBe(false)
    expect(taken.jpeg.includes('SecretModel')).toBe(false)
  }
})

test('C07 re-encode: a noisy 12-megapixel photo becomes at most 600 kB and 1600 pixels', async () => {
  const noise = {
    create: { width: 4000, height: 3000, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  } as const
  const bytes = await sharp({ create: { ...noise.create, background: '#000' } })
    .jpeg({ quality: 60 })
    .toBuffer()
  const taken = await takeIn(bytes)
  if (!taken.ok) throw new Error(taken.reason)
  expect(taken.jpeg.length).toBeLessThanOrEqual(600_000)
  expect(Math.max(taken.width, taken.height)).toBeLessThanOrEqual(1600)
})

test('the part with the code is kept beside the smaller copy', async () => {
  const bytes = readFileSync(sharedData('cccd/images/dev-003.jpg'))
  const { codeAt } = await lab.readCard(bytes)
  const taken = await lab.takeIn(bytes, codeAt)
  if (!taken.ok || !taken.qrCrop) throw new Error('no crop')
  expect((await lab.readCard(taken.qrCrop)).reason).toBe('read')
})

test('a transparent picture is laid on white, not on black', async () => {
  const glass = { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const
  const taken = await takeIn(await sharp({ create: glass }).png().toBuffer())
  if (!taken.ok) throw new Error(taken.reason)
  expect((await sharp(taken.jpeg).stats()).channels[0]!.min).toBeGreaterThan(250)
})

const jpeg = await aPicture(400, 300).jpeg().toBuffer()
const flat = (width: number, height: number) => aPicture(width, height).toColourspace('b-w')
test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ['an empty file', () => Buffer.alloc(0), 'empty'],
  ['9 MB', () => Buffer.concat([jpeg, Buffer.alloc(9 * 1024 * 1024)]), 'too_big'],
  [
    'a drawing with a script',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    'not_an_image',
  ],
  ['a web page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'not_an_image'],
  ['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF'), 'not_an_image'],
  ['a header and nothing else', () => jpeg.subarray(0, 20), 'damaged'],
  ['half a photo', () => jpeg.subarray(0, jpeg.length / 2), 'damaged'],
  [
    'a progressive bomb',
    () => flat(12_000, 12_000).jpeg({ quality: 20, progressive: true }).toBuffer(),
    'too_many_pixels',
  ],
  ['a WebP bomb', () => flat(7200, 7200).webp({ lossless: true, effort: 0 }).toBuffer(), 'too_many_pixels'],
])('C10 %s is refused', { timeout: 60_000 }, async (_, make, reason) => {
  const bytes = await make()
  expect(await lab.takeIn(bytes)).toEqual({ ok: false, reason })
})
