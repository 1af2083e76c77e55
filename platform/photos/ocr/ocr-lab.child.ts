import type { ChildAnswer } from '../guarded-child.ts'
import type { OcrQuestion, SeenWord } from './ocr-lab.ts'
import { readWords } from './tesseract.ts'

/** The process that reads print: no keys, no connections, nothing from the network, and it may be killed at any moment. */
const MOST_MEMORY = 600 * 1024 * 1024

setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) process.exit(137)
}, 25).unref()

process.on('message', async ({ id, image, options }: OcrQuestion & { id: number }) => {
  const words = await readWords(image, options).catch(() => null)
  process.send?.({ id, result: words && { words } } satisfies ChildAnswer<{ words: SeenWord[] } | null>)
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
