import { csvLines } from './csv-lines.ts'
import { type SheetFault, type SheetLine, SheetRefused } from './sheet-content.ts'
import type { SheetLimits } from './sheet-limits.ts'
import { xlsxLines } from './xlsx-lines.ts'

/** The process that reads one sheet and ends: a hostile file can only hurt this process. */
export type SheetJob = { bytes: Uint8Array; kind: 'xlsx' | 'csv'; limits: SheetLimits }
export type SheetNews =
  | { lines: SheetLine[] }
  | { done: true; encoding: string | null }
  | { refused: SheetFault }
  | { broken: string }

const BATCH = 2000

process.once('message', (job: SheetJob) => {
  readAll(job)
    .catch((cause: unknown) =>
      tell(cause instanceof SheetRefused ? { refused: cause.fault } : { broken: String(cause) }),
    )
    .then(() => process.disconnect())
})

/** Nobody is listening any more: the work is worth nothing. */
process.once('disconnect', () => process.exit())

async function readAll({ bytes, kind, limits }: SheetJob): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (kind === 'xlsx') {
    await tellLines(xlsxLines(buffer, limits))
    return tell({ done: true, encoding: null })
  }
  const { lines, encoding } = csvLines(buffer, limits)
  await tellLines(lines)
  await tell({ done: true, encoding })
}

async function tellLines(lines: Iterable<SheetLine> | AsyncIterable<SheetLine>): Promise<void> {
  let batch: SheetLine[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < BATCH) continue
    await tell({ lines: batch })
    batch = []
  }
  if (batch.length > 0) await tell({ lines: batch })
}

/** Waits until the message has left, so that lines never pile up here. */
function tell(news: SheetNews): Promise<void> {
  return new Promise((resolve) => process.send?.(news, undefined, undefined, () => resolve()))
}
