import type { App } from '../../ports/app.ts'
import type { Owner } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'
import { dropUpload } from '../chat/uploads.ts'
import { destroyKeys } from '../citizen/destroy-photos.ts'
import { reportsOf } from '../contact/own-cases.ts'
import { isLeft, photosOfCases } from './own-data.ts'

/** The keys of all photos of a person go in this transaction, the files right after it (features C12, D12); answers how many. */
export async function destroyOwnKeys(app: App, tx: Tx, owner: Owner): Promise<number> {
  const drafts = await tx.personalData.draftsOf(owner.addresses)
  const cases = [...drafts, ...(await reportsOf(tx, owner)).map(({ id }) => id)]
  const photos = (await photosOfCases(tx, cases)).filter(isLeft)
  for (const caseId of cases) {
    const data = { caseId, reason: 'withdrawn' as const }
    await destroyKeys(app, tx, data)
    await tx.tasks.promise({
      name: 'destroy-photos',
      data,
      uniqueKey: `destroy-photos|${caseId}|rights|${app.now().toISOString()}`,
    })
  }
  return photos.length
}

/** Pictures a chat still waits to hear about; answers how many. */
export async function dropOwnUploads(app: App, addresses: readonly string[]): Promise<number> {
  const uploads = await app.store.transaction((tx) => tx.personalData.uploadsOf(addresses))
  for (const { id, address } of uploads) await dropUpload(app, { id, address })
  return uploads.length
}
