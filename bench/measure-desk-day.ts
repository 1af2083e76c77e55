import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Walked = z.array(z.object({ kind: z.string(), strokes: z.number(), ms: z.number() }))

/**
 * 200 cases (or as many as the argument says) decided by keyboard in a real browser, one line each (features E05): the case,
 * its kind, the key strokes, and the house's and the hands' time. Reading and thinking are the officer's own.
 */
export function measureDeskDay(folder: string, cases = 200): string {
  const told = join(folder, 'desk-day.json')
  const run = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'browser', 'test/browser/desk-bench.test.ts'],
    { env: { ...process.env, DESK_CASES: String(cases), DESK_TOLD: told, NO_COLOR: '1' }, encoding: 'utf8' },
  )
  if (run.status !== 0) throw new Error(`The desk's day went wrong:\n${run.stdout}${run.stderr}`)
  const walked = Walked.parse(JSON.parse(readFileSync(told, 'utf8')))
  const lines = walked.map(({ kind, strokes, ms }, at) => `${at + 1} ${kind} ${strokes} strokes ${Math.round(ms)} ms`)
  const times = walked.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0)
  const most = Math.max(...walked.map(({ strokes }) => strokes))
  const sum = `${walked.length} cases: at most ${most} strokes, median ${at(0.5)} ms, 95 % within ${at(0.95)} ms of 45,000`
  return [...lines, sum].join('\n')
}
