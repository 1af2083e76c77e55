import sharp from 'sharp'
import { takeIn } from './intake.ts'
import type { LabAnswer, LabQuestion } from './photo-lab.ts'
import { loadQrDecoder } from './qr-decoder.ts'
import { readCard } from './read-card.ts'

/** The process that touches strangers' files: it holds no keys and no connections, and may be killed at any moment. */
const MOST_MEMORY = 700 * 1024 * 1024

sharp.concurrency(1)
await loadQrDecoder()

setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) process.exit(137)
}, 25).unref()

process.on('message', async (question: LabQuestion) => {
  const result =
    question.kind === 'read' ? await readCard(question.bytes) : await takeIn(question.bytes, question.codeAt)
  process.send?.({ id: question.id, result } satisfies LabAnswer)
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
