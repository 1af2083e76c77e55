import type { ReportDraft } from '../../domain/citizen/report-draft.ts'
import type { App } from '../../ports/app.ts'
import type { StoredDraft } from '../../ports/drafts.ts'

/** The draft of this address, written over; its id stays until it is sent or dropped. */
export async function saveDraft(
  app: App,
  command: { address: string; body: ReportDraft },
): Promise<{ draftId: string }> {
  const draftId = await app.store.transaction((tx) =>
    tx.drafts.save({ id: app.newId(), ...command, updatedAt: app.now() }),
  )
  return { draftId }
}

export async function loadDraft(app: App, { address }: { address: string }): Promise<StoredDraft | null> {
  return app.store.transaction((tx) => tx.drafts.of(address))
}

/** Photos of a dropped draft stay sealed until the retention sweep destroys them. */
export async function dropDraft(app: App, { address }: { address: string }): Promise<void> {
  await app.store.transaction((tx) => tx.drafts.drop(address))
}
