import type { Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { askedPart } from '../citizen/part-of-code.ts'
import { writeNote } from '../citizen/write-note.ts'

/** What a citizen writes in answer to a message of ours lands on the report it was about (features I09). */
export async function addNote(
  app: App,
  { reportId, ...note }: { reportId: string; address: string; text: string },
): Promise<Outcome<{ code: string }>> {
  return app.store.transaction(async (tx) => {
    const meant = await tx.reports.get(reportId)
    const part = meant && (await askedPart(tx, meant.code))
    return writeNote(app, tx, part && (await tx.reports.lock(part.id)), note)
  })
}
