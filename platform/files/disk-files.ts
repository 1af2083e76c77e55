import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileStore } from '../../core/ports/files.ts'
import { checkedFileKey } from './file-key.ts'

/** Files below one folder; a reader sees the old file or the new one, also after a power cut. */
export function diskFiles(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, checkedFileKey(key))
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      const draft = join(dirname(path), `.${randomUUID()}.draft`)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        await writeDurably(draft, bytes)
        await rename(draft, path)
      } catch (cause) {
        await rm(draft, { force: true })
        throw new Error('A file could not be written to the data folder.', { cause })
      }
      await syncFolder(dirname(path))
    },
    async get(key) {
      const path = pathOf(key)
      try {
        return await readFile(path)
      } catch (cause) {
        if (isMissing(cause)) return null
        throw new Error('A file in the data folder could not be read.', { cause })
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The new name itself is only safe once the folder is on disk; some file systems refuse to sync one. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}

const isMissing = (fault: unknown) => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
