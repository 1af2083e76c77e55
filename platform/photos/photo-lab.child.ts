import sharp from 'sharp'
import type { ChildAnswer } from './guarded-child.ts'
import { takeIn } from './intake.ts'
import { cardAreas } from './mask/card-areas.ts'
import type { LabQuestion } from './photo-lab.ts'
import { loadQrDecoder } from './qr-decoder.ts'
import { readCard } from './read-card.ts'

/** The process that touches strangers' files: it holds no keys and no connections, and may be killed at any moment. */
const MOST_MEMORY = 290 * 1024 * 1024
/** A process that has grown this far gives way to a new one between two photos, so that no photo pays for another. */
const ENOUGH_MEMORY = 200 * 1024 * 1024

sharp.concurrency(1)
await loadQrDecoder()

setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) process.exit(137)
}, 25).unref()

process.on('message', async (question: LabQuestion & { id: number }) => {
  const result = await answerTo(question)
  const isLast = process.memoryUsage.rss() > ENOUGH_MEMORY
  const answer: ChildAnswer<typeof result> = { id: question.id, result, isLast }
  process.send?.(answer, () => isLast && process.exit(0))
})

function answerTo(question: LabQuestion) {
  if (question.kind === 'read') return readCard(question.bytes)
  return question.kind === 'place' ? cardAreas(question.bytes) : takeIn(question.bytes, question.codeAt)
}

process.on('disconnect', () => process.exit(0))
process.send?.('ready')
