import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { parseCardQr } from '../core/domain/papers/card-qr.ts'
import { greyOf } from '../platform/photos/grey-image.ts'
import { findCodes, loadQrDecoder } from '../platform/photos/qr-decoder.ts'
import { readCard } from '../platform/photos/read-card.ts'
import { sharedData } from '../test/support/shared-data.ts'
import { median } from './table.ts'

interface Picture {
  file: string
  tier: 'easy' | 'medium' | 'hard' | null
}
interface Look {
  tier: Picture['tier']
  read: boolean
  ms: number
}

/** The reader of cards against one look of the bare decoder: how many of the shared photos, and in what time. */
export async function measureCards(): Promise<string> {
  const { images } = JSON.parse(readFileSync(sharedData('cccd/truth.json'), 'utf8')) as { images: Picture[] }
  const pictures = images.filter(({ tier }) => tier !== null)
  sharp.concurrency(1)
  await loadQrDecoder()
  const house: Look[] = []
  const floor: Look[] = []
  for (const { file, tier } of pictures) {
    const bytes = readFileSync(sharedData(`cccd/${file}`))
    floor.push(await timed(tier, () => oneLook(bytes)))
    house.push(await timed(tier, async () => (await readCard(bytes)).card !== null))
  }
  return [line('cards, reader', house), line('cards, one look', floor), ratio(house, floor)].join('\n')
}

async function oneLook(bytes: Buffer): Promise<boolean> {
  const codes = await findCodes(await greyOf(sharp(bytes).autoOrient()))
  return codes.some(({ text }) => text !== null && parseCardQr(text) !== null)
}

async function timed(tier: Look['tier'], look: () => Promise<boolean>): Promise<Look> {
  const start = performance.now()
  return { read: await look(), tier, ms: performance.now() - start }
}

function line(name: string, looks: readonly Look[]): string {
  const share = (tier: Look['tier']) => {
    const of = looks.filter((look) => look.tier === tier)
    return `${tier} ${of.filter(({ read }) => read).length}/${of.length}`
  }
  const easy = median(looks.filter(({ tier }) => tier === 'easy').map(({ ms }) => ms))
  const all = looks.map(({ ms }) => ms).sort((a, b) => a - b)
  const p95 = all[Math.floor(all.length * 0.95)] ?? 0
  const tiers = (['easy', 'medium', 'hard'] as const).map(share).join(', ')
  return `${name}: ${tiers}; easy median ${easy.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`
}

function ratio(house: readonly Look[], floor: readonly Look[]): string {
  const read = (looks: readonly Look[]) => looks.filter((look) => look.read).length
  return `cards, reader / one look: ${((read(house) / read(floor)) * 100).toFixed(0)} % as many read`
}
