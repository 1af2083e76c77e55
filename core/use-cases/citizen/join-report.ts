import type { Report } from '../../domain/report/report.ts'
import type { ReportState } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { freezeDisputed } from './freeze-disputed.ts'
import { citizenAt } from './owns-report.ts'
import type { ReadyReport } from './ready-report.ts'

/** Until somebody has decided, what the citizen says anew takes the place of what was said; later it is only heard. */
const STILL_OPEN: readonly ReportState[] = ['queued', 'in_review', 'deferred']

/** A repeat report is a new message on the same case: no second row in the queue, and the clock stands (features B07). */
export async function joinReport(app: App, tx: Tx, open: Report, ready: ReadyReport): Promise<Report> {
  const joined = STILL_OPEN.includes(open.state) ? merged(open, ready) : { ...open, note: bothNotes(open, ready) }
  if (!(await tx.reports.save(joined))) throw new Error('A locked report changed under its own transaction')
  await tx.reports.rememberJoined(ready.idempotencyKey, open.id, app.now())
  await tx.history.append({
    subject: 'report',
    subjectId: open.id,
    action: 'repeat',
    from: open.state,
    to: open.state,
    actor: ready.counter?.actor ?? citizenAt(ready.address ?? 'portal'),
    detail: { types: ready.types, fields: ready.changes.map(({ field }) => field), doses: ready.doses.length },
    at: app.now(),
  })
  await freezeDisputed(app, tx, joined)
  return { ...joined, version: joined.version + 1 }
}

function merged(open: Report, ready: ReadyReport): Report {
  const kept = open.changes.filter((old) => !ready.changes.some((change) => change.field === old.field))
  const doses = [...open.doses.filter((old) => !ready.doses.some((dose) => isSameDose(old, dose))), ...ready.doses]
  const types = [...new Set([...open.types, ...ready.types])]
  return { ...open, types, changes: [...kept, ...ready.changes], doses, note: bothNotes(open, ready) }
}

function isSameDose(a: Report['doses'][number], b: Report['doses'][number]): boolean {
  return a.doseId !== null
    ? a.doseId === b.doseId
    : b.doseId === null && a.number === b.number && a.givenOn === b.givenOn
}

function bothNotes(open: Report, ready: ReadyReport): string | null {
  const notes = [open.note, ready.note?.trim() || null].filter((note) => note !== null)
  return notes.length > 0 ? [...new Set(notes)].join('\n') : null
}
