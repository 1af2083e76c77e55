import { z } from 'zod'
import type { Delivered, FetchedList, ListKind, NationalPlatform, OutgoingFile } from '../../core/ports/platform.ts'
import { Receipt } from './receipt.ts'

export interface HttpPlatformOptions {
  /** Without a slash at the end. */
  url: string
  key: string
  /** How long one answer may take. */
  patienceMs?: number
}

/** The Platform behind an interface of its own: one PUT per file under its number, one GET per list (features G10). */
export function httpPlatform({ url, key, patienceMs = 20_000 }: HttpPlatformOptions): NationalPlatform {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
      signal: AbortSignal.timeout(patienceMs),
    })
  return {
    deliver: (file) => outcomeOf(async () => readAnswer(await ask(`/api/imports/${file.number}`, putting(file)))),
    fetchList: (unitId, kind) =>
      outcomeOf(async () =>
        readList(await ask(`/api/units/${encodeURIComponent(unitId)}/lists/${kind}`), unitId, kind),
      ),
  }
}

function putting({ bytes, sha256, unitId }: OutgoingFile): RequestInit {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const headers = { 'content-type': type, 'x-sha256': sha256, 'x-unit': unitId }
  return { method: 'PUT', body: new Uint8Array(bytes), headers }
}

/** What breaks on the way tells nothing about what the other side did: it may be sent again. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<T | { state: 'unreachable'; fault: string }> {
  try {
    return await work()
  } catch (fault) {
    const code = (fault as { cause?: { code?: string } }).cause?.code ?? (fault as Error).name
    return { state: 'unreachable', fault: String(code).slice(0, 60) }
  }
}

const Refusal = z.object({ reason: z.string().max(500) })

async function readAnswer(answer: Response): Promise<Delivered> {
  if (answer.status === 422 || answer.status === 409)
    return { state: 'refused', reason: Refusal.parse(await answer.json()).reason }
  if (answer.status !== 200) return { state: 'unreachable', fault: `http_${answer.status}` }
  return { state: 'accepted', totals: Receipt.parse(await answer.json()) }
}

async function readList(answer: Response, unitId: string, kind: ListKind): Promise<FetchedList> {
  if (answer.status === 204) return { state: 'none' }
  if (answer.status !== 200) return { state: 'unreachable', fault: `http_${answer.status}` }
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { state: 'list', fileName: `${unitId}-${kind}.csv`, bytes }
}
