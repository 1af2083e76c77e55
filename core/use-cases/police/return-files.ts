import type { App } from '../../ports/app.ts'
import type { PoliceReturn } from '../../ports/police-lists.ts'
import { sha256 } from '../exchange/sha256.ts'

/** The paper of a return as it was drawn up. A paper that is gone is a fault, never an empty file. */
export async function returnedPaper(app: App, handOver: Pick<PoliceReturn, 'id' | 'fileKey'>): Promise<Buffer> {
  return keptPaper(app, handOver.id, handOver.fileKey)
}

/** The same paper with the signatures it has by now. */
export async function newestPaper(app: App, handOver: PoliceReturn): Promise<Buffer> {
  return keptPaper(app, handOver.id, handOver.acceptedFileKey ?? handOver.signedFileKey ?? handOver.fileKey)
}

export interface KeptPaper {
  key: string
  sha256: string
}

/** Under its own hash: a second try never writes over the first. */
export async function keepSignedPaper(
  app: App,
  { listId, part }: Pick<PoliceReturn, 'listId' | 'part'>,
  paper: Buffer,
): Promise<KeptPaper> {
  const hash = sha256(paper)
  const key = `police-returns/${listId}/${part}-signed-${hash.slice(0, 16)}.pdf`
  await app.files.put(key, app.secrets.sealBytes(paper, key))
  return { key, sha256: hash }
}

/** The paper under this key, as a signing session put it ready. */
export async function keptPaper(app: App, returnId: string, key: string): Promise<Buffer> {
  const sealed = await app.files.get(key)
  if (!sealed) throw new Error(`The paper of police return ${returnId} is missing in the file store`)
  return app.secrets.openBytes(sealed, key)
}
