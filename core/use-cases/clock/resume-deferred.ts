import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import { moveReport } from '../move-report.ts'

const BATCH = 100

/** Deferred reports whose date has come return to review (9458 step 2.2); answers how many did. */
export async function resumeDeferred(app: App): Promise<number> {
  const due = await app.store.transaction((tx) => tx.deadlines.deferredUntil(dayInVietNam(app.now()), BATCH))
  let resumed = 0
  for (const reportId of due) if (await resumeOne(app, reportId)) resumed += 1
  return resumed
}

function resumeOne(app: App, reportId: string): Promise<boolean> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.lock(reportId)
    if (report?.state !== 'deferred' || !isDue(report.deferredUntil, app.now())) return false
    const moved = await moveReport(app, tx, report, {
      action: 'resume',
      actor: SYSTEM,
      change: { deferredUntil: null },
      detail: { because: 'date_came' },
    })
    return moved.ok
  })
}

function isDue(date: string | null, now: Date): boolean {
  return date !== null && date <= dayInVietNam(now)
}
