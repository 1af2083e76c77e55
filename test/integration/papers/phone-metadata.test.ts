import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPhotoLab } from '../../../platform/photos/photo-lab.ts'
import { type PhoneSample, phonePhotos, secretsOf } from '../../support/phone-photos.ts'

const lab = openPhotoLab()
let samples: PhoneSample[]
beforeAll(async () => {
  samples = await phonePhotos()
})
afterAll(() => lab.close())

test('C07 twenty phones: every sample really carries its phone and a place', () => {
  expect(samples).toHaveLength(20)
  expect(new Set(samples.map((sample) => sample.phone)).size).toBe(20)
  for (const { phone, bytes } of samples) {
    const [secret, name, wide] = secretsOf(phone)
    const found = [secret, wide].some((one) => one !== undefined && bytes.includes(one)) && bytes.includes(name ?? '')
    expect([phone, found]).toEqual([phone, true])
  }
})

test('C07 twenty phones: of camera, place, maker’s note, colour profile, comment and tail not one byte survives', async () => {
  for (const { phone, bytes } of samples) {
    const taken = await lab.takeIn(bytes)
    if (!taken.ok) throw new Error(`${phone}: ${taken.reason}`)
    expect([phone, secretsOf(phone).filter((secret) => taken.jpeg.includes(secret))]).toEqual([phone, []])
    expect([phone, segmentsOf(taken.jpeg)]).toEqual([phone, ONLY_THE_PICTURE])
  }
})

test('C07 twenty phones: a photo taken upright stands upright', async () => {
  for (const { phone, bytes } of samples) {
    const taken = await lab.takeIn(bytes)
    const turned = ['iPhone 7', 'XQ-AU52'].includes(phone)
    expect([phone, taken.ok && taken.height > taken.width]).toEqual([phone, turned])
  }
})

/** Tables, frame, scan: nothing that could say where and with what it was taken. */
const ONLY_THE_PICTURE = ['db', 'c0', 'c4', 'da', 'd9']

/** The kinds of segments of a JPEG in order, each run once, and what stands behind its end. */
function segmentsOf(jpeg: Buffer): string[] {
  const kinds: string[] = []
  let at = 2
  while (at < jpeg.length) {
    const marker = jpeg[at + 1] ?? 0
    if (jpeg[at] !== 0xff) throw new Error('not a marker')
    kinds.push(marker.toString(16))
    if (marker === 0xd9) return [...dropRuns(kinds), ...(at + 2 === jpeg.length ? [] : ['something behind the end'])]
    at += 2 + jpeg.readUInt16BE(at + 2)
    if (marker === 0xda) at = endOfScan(jpeg, at)
  }
  return kinds
}

/** Behind the scan's data stands the next real marker: not a stuffed zero, not a restart. */
function endOfScan(jpeg: Buffer, from: number): number {
  for (let at = from; at < jpeg.length - 1; at += 1) {
    const next = jpeg[at + 1] ?? 0
    if (jpeg[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return jpeg.length
}

const dropRuns = (kinds: string[]) => kinds.filter((kind, index) => kind !== kinds[index - 1])
