import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { Queues } from '../core/ports/queue.ts'
import { dropForgottenUploads } from '../core/use-cases/chat/uploads.ts'
import { destroyDuePhotos } from '../core/use-cases/citizen/destroy-due-photos.ts'
import { chaseDeadlines } from '../core/use-cases/clock/chase-deadlines.ts'
import { cleanUp } from '../core/use-cases/clock/clean-up.ts'
import { resumeDeferred } from '../core/use-cases/clock/resume-deferred.ts'

interface Entry {
  when: { everyMs: number } | { cron: string }
  /** May run twice, late, or in two processes at once. */
  work(app: App): Promise<unknown>
}

const MINUTE = 60_000

/** What the house does by itself, in Vietnamese time. */
export const TIMETABLE: Record<string, Entry> = {
  'chase-deadlines': { when: { everyMs: MINUTE }, work: chaseDeadlines },
  'resume-deferred': { when: { everyMs: 5 * MINUTE }, work: resumeDeferred },
  'destroy-due-photos': { when: { cron: '30 2 * * *' }, work: destroyDuePhotos },
  'drop-forgotten-uploads': { when: { everyMs: 60 * MINUTE }, work: dropForgottenUploads },
  'clean-up': { when: { cron: '0 3 * * *' }, work: cleanUp },
}

export interface TimetableDeps {
  app: App
  queues: Queues
  /** A wiped queue forgets its timetable: it is written down again this often. */
  sweepAfterMs: number
  onFault(code: string): void
}

export async function keepTimetable({ app, queues, sweepAfterMs, onFault }: TimetableDeps) {
  const writeDown = async () => {
    for (const [key, { when }] of Object.entries(TIMETABLE)) await queues.schedule(key, when)
  }
  await queues.work('timetable', async ({ key }) => void (await TIMETABLE[key]?.work(app)), { concurrency: 1 })
  await writeDown()
  const timer = setInterval(() => void writeDown().catch((fault) => onFault(faultCodeOf(fault))), sweepAfterMs)
  return { close: () => clearInterval(timer) }
}
