import { openQuestion } from '../../domain/citizen/open-question.ts'
import type { App } from '../../ports/app.ts'
import type { AskedKind } from '../../ports/deadlines.ts'
import type { Tx } from '../../ports/store.ts'
import { tellCitizen } from '../tell-citizen.ts'

const DAY = 86_400_000
const BATCH = 200

/** The longest first: a house that slept a week reminds once, not three times. */
const REMINDERS: readonly { kind: AskedKind; afterDays: number }[] = [
  { kind: 'asked_7d', afterDays: 7 },
  { kind: 'asked_3d', afterDays: 3 },
  { kind: 'asked_1d', afterDays: 1 },
]

/** Whoever has not answered the station's question is reminded after 1, 3 and 7 days, once each (features D09). */
export async function remindAsked(app: App): Promise<number> {
  let sent = 0
  for (const [at, { kind, afterDays }] of REMINDERS.entries()) {
    const noted = REMINDERS.slice(at).map((reminder) => reminder.kind)
    const until = new Date(app.now().getTime() - afterDays * DAY)
    for (;;) {
      const due = await app.store.transaction((tx) => tx.deadlines.questions(kind, until, BATCH))
      for (const question of due) if (await remindOne(app, question, noted)) sent += 1
      if (due.length < BATCH) break
    }
  }
  return sent
}

/** `noted`: this reminder and the shorter ones, which it makes superfluous. */
function remindOne(
  app: App,
  asked: { reportId: string; eventId: string },
  [kind, ...shorter]: AskedKind[],
): Promise<boolean> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.lock(asked.reportId)
    if (!report || !kind || !(await note(app, tx, asked.eventId, kind))) return false
    for (const one of shorter) await note(app, tx, asked.eventId, one)
    const events = await tx.history.of('report', report.id)
    const question = openQuestion(report.state, events, await tx.photos.ofCase(report.id))
    if (question?.eventId !== asked.eventId) return false
    await tellCitizen(app, tx, { report, eventId: `${asked.eventId}|${kind}`, notice: 'more-asked-again' })
    return true
  })
}

function note(app: App, tx: Tx, subjectId: string, kind: AskedKind): Promise<boolean> {
  return tx.deadlines.note({ subjectId, kind, unitIds: [], at: app.now() })
}
