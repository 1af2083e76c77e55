import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LockedJob, LockedNews } from './read-locked-sheet.child.ts'
import { sniffSheet } from './sniff-sheet.ts'

export type ReadLocked = LockedNews | { ok: false; reason: 'not_encrypted' | 'too_big' }

/** A list of 200 people is some 30 kB; a file beyond this is none of ours. */
const MOST_BYTES = 3 * 1024 * 1024
const MOST_HEAP_MEGABYTES = 256
/** Opening what Excel saved takes its 100,000 rounds: seconds on an old computer. */
const MOST_MS = 60_000

/**
 * The lines of the first sheet of a workbook with a password, all as text, read in a process of its own: what is inside is
 * known only once it is unpacked, so a hostile file may only hurt that process.
 */
export async function readLockedSheet(bytes: Uint8Array, password: string): Promise<ReadLocked> {
  if (bytes.length > MOST_BYTES) return { ok: false, reason: 'too_big' }
  const kind = sniffSheet(bytes)
  if (kind === 'xlsx') return { ok: false, reason: 'not_encrypted' }
  if (kind !== 'encrypted') return { ok: false, reason: 'not_a_workbook' }
  const child = fork(fileURLToPath(new URL('./read-locked-sheet.child.ts', import.meta.url)), [], {
    execPath: process.execPath,
    execArgv: [`--max-old-space-size=${MOST_HEAP_MEGABYTES}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  })
  try {
    return await new Promise<ReadLocked>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ ok: false, reason: 'too_big' }), MOST_MS)
      const settle = (answer: ReadLocked) => {
        clearTimeout(timer)
        resolve(answer)
      }
      child.on('message', (news: LockedNews) => settle(news))
      child.on('error', (cause) => reject(new Error('The reader of locked sheets could not start', { cause })))
      // A reader that dies without a word has met its memory limit.
      child.on('exit', () => settle({ ok: false, reason: 'too_big' }))
      child.send({ bytes, password } satisfies LockedJob)
    })
  } finally {
    child.kill('SIGKILL')
  }
}
