import { keptSince } from '../../domain/rights/retention.ts'
import type { App } from '../../ports/app.ts'

const label = (id: string) => `chat-upload|${id}`

interface NewUpload {
  address: string
  bytes: Buffer
  /** Given where the same file may come twice. */
  id?: string
}

/** Seals a file of a chat at once, with a key of its own: no plain picture in a row, a log or on disk (C14). */
export async function keepUpload(app: App, { address, bytes, id = app.newId() }: NewUpload): Promise<string> {
  const wrappedKey = app.vault.newWrappedKey()
  const fileKey = `chat-upload/${id}`
  await app.files.put(fileKey, app.vault.seal(wrappedKey, bytes, label(id)))
  const receivedAt = app.now()
  await app.store.transaction((tx) =>
    tx.uploads.add({ id, address, wrappedKey, fileKey, bytes: bytes.length, receivedAt }),
  )
  return id
}

/** Null: gone, or somebody else's. */
export async function openUpload(app: App, { id, address }: { id: string; address: string }): Promise<Buffer | null> {
  const upload = await app.store.transaction((tx) => tx.uploads.get(id, address))
  const sealed = upload ? await app.files.get(upload.fileKey) : null
  return upload && sealed ? app.vault.open(upload.wrappedKey, sealed, label(id)) : null
}

export async function dropUpload(app: App, { id, address }: { id: string; address: string }): Promise<void> {
  const upload = await app.store.transaction((tx) => tx.uploads.get(id, address))
  if (!upload) return
  await app.store.transaction((tx) => tx.uploads.remove(id))
  await app.files.remove(upload.fileKey)
}

/** Files nobody said anything about for a day are removed; answers how many. */
export async function dropForgottenUploads(app: App): Promise<number> {
  const yesterday = keptSince('uploads', app.now())
  for (let dropped = 0; ; ) {
    const old = await app.store.transaction((tx) => tx.uploads.olderThan(yesterday))
    if (old.length === 0) return dropped
    for (const upload of old) await dropUpload(app, upload)
    dropped += old.length
  }
}
