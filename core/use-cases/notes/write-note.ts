import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import { mentionedIn } from '../../domain/staff/mentions.ts'
import type { App } from '../../ports/app.ts'
import type { Colleague, NoteShown } from '../../ports/notes.ts'
import type { Officer } from '../../ports/staff.ts'
import { reachReport } from '../desk/reach-report.ts'

export interface OnNotes {
  officer: Officer
  code: string
}

/** Keeps a note about a case for the colleagues of the officer's own unit, and names those it mentions (features E12). */
export async function writeNote(
  app: App,
  { officer, code, noteId, text }: OnNotes & { noteId: string; text: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'write_notes', code, 'read')
    if (!reached.ok) return reached
    const words = text.normalize('NFC').trim()
    if (!words) return object('reason_needed', { field: 'text' })
    const { staffId, unitId } = officer
    const named = mentionedIn(words, await tx.notes.colleagues(unitId)).filter((id) => id !== staffId)
    const note = {
      id: noteId,
      reportId: reached.value.id,
      unitId,
      staffId,
      text: words,
      mentions: named,
      at: app.now(),
    }
    if (await tx.notes.add(note)) {
      const subject = { subjectKind: 'report', subjectId: reached.value.id }
      await tx.audit.write({ staffId, action: 'write_note', ...subject, detail: { noteId, mentions: named.length } })
    }
    return done(null)
  })
}

export interface NotesOfCase {
  report: Pick<Report, 'code' | 'state'>
  notes: NoteShown[]
  colleagues: Colleague[]
}

/** The notes of this officer's own unit, which the unit above does not see either; who reads them has seen their mentions. */
export async function openNotes(app: App, { officer, code }: OnNotes): Promise<Outcome<NotesOfCase>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'write_notes', code, 'read')
    if (!reached.ok) return reached
    const { id, state } = reached.value
    const { staffId, unitId } = officer
    await tx.audit.write({ staffId, action: 'open_notes', subjectKind: 'report', subjectId: id })
    await tx.notes.seen(id, staffId, app.now())
    const colleagues = (await tx.notes.colleagues(unitId)).filter((one) => one.staffId !== staffId)
    return done({ report: { code: reached.value.code, state }, notes: await tx.notes.of(id, unitId), colleagues })
  })
}

/** Where somebody of the unit named this officer and waits to be read. */
export function mentionsOf(app: App, officer: Officer) {
  return app.store.transaction((tx) => tx.notes.waiting(officer.staffId, officer.unitId))
}
