import { X509Certificate } from 'node:crypto'
import type { PublishedList, Revocations } from '../../core/ports/revocations.ts'
import { pemList } from './pem-list.ts'
import { issuerHashOf, publishedAt, readRevocationList } from './revocation-list.ts'

const PATIENCE_MS = 15_000
/** The largest list of a Vietnamese authority is a few megabytes. */
const MOST_BYTES = 32 * 1024 * 1024

/** Revocation lists over HTTP. The addresses come from certificates that lead to a configured root, from nowhere else. */
export function httpRevocations(roots: () => Promise<readonly X509Certificate[]>): Revocations {
  return {
    publishedBy: ({ certificatePem, chainPem }) => {
      const chain = [new X509Certificate(certificatePem), ...pemList(chainPem)]
      return chain.flatMap((one) => {
        const url = publishedAt(one)
        const above = chain.find((ca) => ca !== one && one.checkIssued(ca))
        return url ? [{ issuerHash: issuerHashOf(one), url, authorityPem: above?.toString() ?? '' }] : []
      })
    },
    fetch: async (point) => {
      const bytes = await download(point.url)
      const list = bytes && readRevocationList(bytes)
      if (!bytes || !list || list.issuerHash !== point.issuerHash) return null
      const authorities = [...(await roots()), ...pemList(point.authorityPem)]
      if (!authorities.some((ca) => ca.ca && list.isFrom(ca))) return null
      const { issuerHash, thisUpdate, nextUpdate } = list
      return { issuerHash, crl: bytes, thisUpdate, nextUpdate, url: point.url }
    },
  }
}

async function download(url: PublishedList['url']): Promise<Buffer | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' })
    if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES || !answer.body) return null
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of answer.body) {
      size += part.length
      if (size > MOST_BYTES) return null
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch {
    return null
  }
}
