import { type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { askedPart } from './part-of-code.ts'
import { writeNote } from './write-note.ts'

/** The citizen answers what the station asked (features D09): it stands on the case, and the second clock ends. */
export async function answerRequest(
  app: App,
  { code, ...answer }: { code: string; address: string; text: string },
): Promise<Outcome<{ code: string }>> {
  if (answer.text.trim() === '') return object('reason_needed')
  return app.store.transaction(async (tx) => {
    const found = await askedPart(tx, code)
    return writeNote(app, tx, found && (await tx.reports.lock(found.id)), answer)
  })
}
