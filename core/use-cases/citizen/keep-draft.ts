import type { ReportDraft } from '../../domain/citizen/report-draft.ts'
import type { App } from '../../ports/app.ts'
import type { StoredDraft } from '../../ports/drafts.ts'
import type { Tx } from '../../ports/store.ts'

/** The draft of this address, written over; its id stays until it is sent or dropped. */
export async function saveDraft(
  app: App,
  command: { address: string; body: ReportDraft },
): Promise<{ draftId: string }> {
  const draftId = await app.store.transaction(async (tx) => {
    await comeAlong(tx, command.address)
    return tx.drafts.save({ id: app.newId(), ...command, updatedAt: app.now() })
  })
  return { draftId }
}

export async function loadDraft(app: App, { address }: { address: string }): Promise<StoredDraft | null> {
  return app.store.transaction(async (tx) => {
    await comeAlong(tx, address)
    return tx.drafts.of(address)
  })
}

/** One person has one draft, on whichever channel they go on (features A13). */
async function comeAlong(tx: Tx, address: string): Promise<void> {
  const addresses = await tx.contacts.groupOf(address)
  if (addresses.length > 1) await tx.drafts.takeOver(addresses)
}

/** Photos of a dropped draft stay sealed until the retention sweep destroys them. */
export async function dropDraft(app: App, { address }: { address: string }): Promise<void> {
  await app.store.transaction((tx) => tx.drafts.drop(address))
}
