import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SheetJob, SheetNews } from './read-sheet.child.ts'
import type { SheetEncoding, SheetFault, SheetLine } from './sheet-content.ts'
import { SHEET_LIMITS, type SheetLimits } from './sheet-limits.ts'
import { sniffSheet } from './sniff-sheet.ts'

export type ReadSheet =
  | { ok: true; kind: 'xlsx' | 'csv'; encoding: SheetEncoding | null; lines: SheetLine[] }
  | { ok: false; reason: SheetFault }

export type ReadSheetOptions = { limits?: Partial<SheetLimits>; onProgress?: (linesSoFar: number) => void }

/**
 * Reads the first sheet of an XLSX or CSV file in a process of its own, with limits of size, rows, columns, time and
 * memory. The name of the file is not believed; its bytes are. Throws only if the process itself cannot work.
 */
export async function readSheet(bytes: Uint8Array, options: ReadSheetOptions = {}): Promise<ReadSheet> {
  const limits = { ...SHEET_LIMITS, ...options.limits }
  if (bytes.length > limits.fileBytes) return { ok: false, reason: 'too_big' }
  const kind = sniffSheet(bytes)
  if (kind !== 'xlsx' && kind !== 'csv') return { ok: false, reason: kind }
  const child = fork(fileURLToPath(new URL('./read-sheet.child.ts', import.meta.url)), [], {
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${limits.heapMegabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  })
  try {
    return await collect(child, { bytes, kind, limits }, options.onProgress)
  } finally {
    child.kill('SIGKILL')
  }
}

function collect(child: ChildProcess, job: SheetJob, onProgress?: (lines: number) => void): Promise<ReadSheet> {
  return new Promise((resolve, reject) => {
    const lines: SheetLine[] = []
    const timer = setTimeout(() => resolve({ ok: false, reason: 'timeout' }), job.limits.milliseconds)
    const settle = (end: () => void) => {
      clearTimeout(timer)
      end()
    }
    child.on('message', (news: SheetNews) => {
      if ('lines' in news) {
        for (const line of news.lines) lines.push(line)
        return onProgress?.(lines.length)
      }
      if ('broken' in news) return settle(() => reject(new Error(`The sheet reader failed: ${news.broken}`)))
      if ('refused' in news) return settle(() => resolve({ ok: false, reason: news.refused }))
      settle(() => resolve({ ok: true, kind: job.kind, encoding: news.encoding as SheetEncoding | null, lines }))
    })
    child.on('error', (cause) => settle(() => reject(new Error('The sheet reader could not start', { cause }))))
    // A reader that dies without a word has met its memory limit: the file is too big for us.
    child.on('exit', () => settle(() => resolve({ ok: false, reason: 'too_big' })))
    child.send(job)
  })
}
