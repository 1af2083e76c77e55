import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCardCommand } from '../../../cli/read-card.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import { openPhotoLab } from '../../../platform/photos/photo-lab.ts'
import { readCard } from '../../../platform/photos/read-card.ts'
import { sharedData } from '../../support/shared-data.ts'

interface Written {
  cccd: string
  cmnd: string
  fullName: string
  dob: string
  gender: string
  address: string
  issued: string
}
interface Picture {
  file: string
  group: 'positive' | 'negative' | 'robust'
  tier: 'easy' | 'medium' | 'hard' | null
  tags: string[]
  expected: Written | null
  alternatives?: Written[]
}

const { images } = JSON.parse(readFileSync(sharedData('cccd/truth.json'), 'utf8')) as { images: Picture[] }
const iso = (ddmmyyyy: string) => `${ddmmyyyy.slice(4)}-${ddmmyyyy.slice(2, 4)}-${ddmmyyyy.slice(0, 2)}`
const factsOf = (w: Written): CardFacts => ({
  cccd: w.cccd,
  cmnd: w.cmnd || null,
  fullName: w.fullName.normalize('NFC'),
  dob: iso(w.dob),
  gender: w.gender === 'Nam' ? 'male' : 'female',
  address: w.address.normalize('NFC'),
  issued: iso(w.issued),
})
const bytesOf = (picture: Picture) => readFileSync(sharedData(`cccd/${picture.file}`))
/** Seven times what people wait, so that what is read does not depend on how busy the machine is. */
const UNHURRIED_MS = 8_000
const readAll = async (pictures: Picture[], budgetMs?: number) => {
  const read: { picture: Picture; card: CardFacts | null; reason: string; ms: number }[] = []
  for (const picture of pictures) read.push({ picture, ...(await readCard(bytesOf(picture), budgetMs)) })
  return read
}
const isRight = (picture: Picture, card: CardFacts | null) =>
  [picture.expected, ...(picture.alternatives ?? [])].some(
    (w) => w && JSON.stringify(factsOf(w)) === JSON.stringify(card),
  )

test.each([
  ['easy', 1],
  ['medium', 0.93],
  ['hard', 0.66],
])('A10 of the %s photos at least %d are read, and none is read wrong', { timeout: 180_000 }, async (tier, share) => {
  const pictures = images.filter((picture) => picture.tier === tier)
  const read = await readAll(pictures, UNHURRIED_MS)
  expect(read.filter(({ picture, card }) => card && !isRight(picture, card))).toEqual([])
  expect(read.filter(({ card }) => card).length / read.length).toBeGreaterThanOrEqual(share)
})

test('C10 no other code, other picture or hostile file becomes a card', { timeout: 180_000 }, async () => {
  const read = await readAll(images.filter((picture) => picture.group !== 'positive'))
  expect(read.filter(({ picture, card }) => card && !isRight(picture, card))).toEqual([])
  const reasons = Object.fromEntries(read.map(({ picture, reason }) => [picture.tags.join(' '), reason]))
  expect(reasons).toMatchObject({
    landscape: 'no_code',
    blank: 'no_code',
    'url-qr': 'not_a_card',
    'hc1-qr': 'not_a_card',
    vietqr: 'not_a_card',
    'bhyt-qr': 'not_a_card',
    'near-miss eleven-digits': 'not_a_card',
    'qr-out-of-frame': 'code_cut_off',
    'truncated-55%': 'damaged',
    'heic-hevc': 'heic',
    'png-bomb': 'too_many_pixels',
    'text-as-jpg': 'not_an_image',
    'empty-file': 'empty',
  })
})

test('C10 a photo that takes too long is given up, and says so', { timeout: 30_000 }, async () => {
  const hasty = openPhotoLab({ hardLimitMs: 1 })
  const slow = images.find((picture) => picture.tags.includes('back-without-qr'))!
  expect(await hasty.readCard(bytesOf(slow))).toMatchObject({ card: null, reason: 'took_too_long' })
  await hasty.close()
})

test('A10 so-tiem read-card prints one line of JSON per file', { timeout: 30_000 }, async () => {
  const [out, err]: [string[], string[]] = [[], []]
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    say: (key: string) => key,
    stdin: process.stdin,
  }
  const picture = images[0]!
  const file = sharedData(`cccd/${picture.file}`)
  expect(await readCardCommand.run([file], io)).toBe(0)
  expect(JSON.parse(out[0]!)).toEqual({
    file,
    ms: expect.any(Number),
    card: factsOf(picture.expected!),
    reason: 'read',
  })
  expect(await readCardCommand.run(['no-such-file.jpg'], io)).toBe(1)
  expect(await readCardCommand.run([sharedData('cccd'), file], io)).toBe(1)
  expect(out.slice(2).map((line) => JSON.parse(line).reason)).toEqual(['not_found', 'read'])
  expect(await readCardCommand.run([], io)).toBe(2)
  expect(err).toHaveLength(3)
})
