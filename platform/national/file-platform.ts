import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Delivered, FetchedList, ListKind, NationalPlatform, OutgoingFile } from '../../core/ports/platform.ts'
import { Receipt } from './receipt.ts'

/** What lies beside a file that goes out: whoever carries it can check it without opening it. */
export type Manifest = Pick<OutgoingFile, 'number' | 'unitId' | 'sha256' | 'totals'>

const Answer = z.union([z.object({ refused: z.string().max(500) }), Receipt])

/**
 * The Platform behind a folder that somebody empties (features G10): files go to `gui/`, with a manifest beside them; receipts
 * `<number>.json` and lists `<unit>-<kind>.csv` come back to `nhan/`. Everything appears whole, by a rename. A receipt nobody can
 * read goes to `nhan/khong-doc-duoc/` with its reason beside it, so that one bad file stops nobody behind it.
 */
export function filePlatform(folder: string): NationalPlatform {
  const [outgoing, incoming] = [join(folder, 'gui'), join(folder, 'nhan')]
  return {
    deliver: (file) => outcomeOf(() => deliver(file, outgoing, incoming)),
    fetchList: (unitId, kind) => outcomeOf(() => fetchList(incoming, unitId, kind)),
  }
}

async function deliver({ bytes, ...file }: OutgoingFile, outgoing: string, incoming: string): Promise<Delivered> {
  const name = `${file.number}.json`
  const answer = await readIfThere(join(incoming, name))
  if (answer) return readReceipt(answer) ?? { state: 'unreadable', aside: await setAside(incoming, name, answer) }
  await mkdir(outgoing, { recursive: true })
  const manifest: Manifest = file
  await putWhole(join(outgoing, `${file.number}.xlsx`), bytes)
  await putWhole(join(outgoing, `${file.number}.json`), Buffer.from(JSON.stringify(manifest)))
  return { state: 'handed_over' }
}

function readReceipt(bytes: Buffer): Delivered | null {
  const answer = Answer.safeParse(jsonOf(bytes))
  if (!answer.success) return null
  const { data } = answer
  return 'refused' in data ? { state: 'refused', reason: data.refused } : { state: 'accepted', totals: data }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

/** Under a name of its own, so that a second bad answer does not cover the first. */
async function setAside(incoming: string, name: string, bytes: Buffer): Promise<string> {
  const folder = 'khong-doc-duoc'
  const kept = `${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}-${name}`
  await mkdir(join(incoming, folder), { recursive: true })
  const reason = jsonOf(bytes) === null ? 'not_json' : 'not_a_receipt'
  await writeFile(join(incoming, folder, `${kept}.ly-do.json`), JSON.stringify({ reason }), { mode: 0o600 })
  await rename(join(incoming, name), join(incoming, folder, kept))
  return `${folder}/${kept}`
}

/** A list that was read before is known by its hash; here only the newest counts. */
async function fetchList(incoming: string, unitId: string, kind: ListKind): Promise<FetchedList> {
  const fileName = `${unitId}-${kind}.csv`
  const bytes = await readIfThere(join(incoming, fileName))
  return bytes ? { state: 'list', fileName, bytes } : { state: 'none' }
}

async function putWhole(path: string, bytes: Buffer): Promise<void> {
  const isThere = await stat(path).catch(() => null)
  if (isThere) return
  const draft = `${path}.dang-ghi`
  await writeFile(draft, bytes, { mode: 0o600 })
  await rename(draft, path)
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (fault) {
    if ((fault as { code?: string }).code === 'ENOENT') return null
    throw fault
  }
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<T | { state: 'unreachable'; fault: string }> {
  try {
    return await work()
  } catch (fault) {
    return { state: 'unreachable', fault: (fault as { code?: string }).code ?? 'unreadable' }
  }
}
