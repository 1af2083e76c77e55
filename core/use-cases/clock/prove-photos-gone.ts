import { retentionLimits } from '../../domain/citizen/photo-retention.ts'
import { keptSince } from '../../domain/rights/retention.ts'
import type { App } from '../../ports/app.ts'
import type { PhotoProof } from '../../ports/photo-proofs.ts'

const HOUR = 3_600_000

/** What came due while the night's work was running is the next night's. */
const AT_WORK_MS = 2 * HOUR

/** Files of destroyed photos are looked for this long: the task that removes them has given up long before. */
const LOOKED_FOR_MS = 7 * 24 * HOUR

/** Every night, after the destroying: counts what should not be there and keeps the figures (features C12). */
export async function provePhotosGone(app: App): Promise<PhotoProof> {
  const at = app.now()
  const due = new Date(at.getTime() - AT_WORK_MS)
  const destroyed = await app.store.transaction((tx) =>
    tx.photoProofs.destroyedFiles(new Date(at.getTime() - LOOKED_FOR_MS)),
  )
  const keylessFiles = await countLeft(app, destroyed)
  return app.store.transaction(async (tx) => {
    const proof = {
      at,
      kept: await tx.photoProofs.kept(),
      overdue: await tx.photoProofs.overdue(retentionLimits(due)),
      keylessFiles,
      forgottenUploads: await tx.photoProofs.forgottenUploads(keptSince('uploads', due)),
    }
    await tx.photoProofs.keep(proof)
    return proof
  })
}

async function countLeft(app: App, fileKeys: readonly string[]): Promise<number> {
  let left = 0
  for (const key of fileKeys) if (await app.files.get(key)) left += 1
  return left
}

/** How many things one proof found that should not be there. */
export function wrongWith({ overdue, keylessFiles, forgottenUploads }: PhotoProof): number {
  return overdue + keylessFiles + forgottenUploads
}
