import type { App } from '../../ports/app.ts'
import type { DeletionReceipt, Owner } from '../../ports/rights.ts'
import { destroyOwnKeys, dropOwnUploads } from './destroy-own-photos.ts'

export const NOTHING_GONE: DeletionReceipt = {
  photos: 0,
  reportsWithdrawn: 0,
  reportsNameless: 0,
  reportsKept: 0,
  drafts: 0,
  messages: 0,
  contacts: 0,
}

/** Consent taken back: every photo goes at once, no dialogue goes on as if it were given. The reports go on without them. */
export async function withdrawConsent(app: App, owner: Owner): Promise<DeletionReceipt> {
  const uploads = await dropOwnUploads(app, owner.addresses)
  const photos = await app.store.transaction(async (tx) => {
    await tx.personalData.withdrawConsents(owner.addresses, app.now())
    for (const address of owner.addresses) {
      const draft = await tx.drafts.of(address)
      if (draft) await tx.drafts.save({ ...draft, body: { ...draft.body, consentVersion: null }, updatedAt: app.now() })
    }
    return destroyOwnKeys(app, tx, owner)
  })
  return { ...NOTHING_GONE, photos: photos + uploads }
}
