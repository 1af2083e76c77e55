import type { App } from '../../ports/app.ts'

/** A list is asked for again when it is this close to its end; most authorities write one a day. */
const AHEAD_MS = 6 * 3_600_000

/**
 * Fetches the revocation lists of the certificates in use and keeps what their authorities signed. One that does not answer
 * changes nothing: the old list grows stale, and that is told at every signature (dcc.md, Signing).
 */
export async function fetchCrls(app: App): Promise<{ fetched: number; failed: number }> {
  const certificates = await app.store.transaction((tx) => tx.certificates.inUse())
  const wanted = new Map(
    certificates.flatMap((one) => app.revocations.publishedBy(one)).map((point) => [point.issuerHash, point]),
  )
  let [fetched, failed] = [0, 0]
  for (const point of wanted.values()) {
    const known = await app.store.transaction((tx) => tx.certificates.crl(point.issuerHash))
    if (known?.nextUpdate && known.nextUpdate.getTime() - AHEAD_MS > app.now().getTime()) continue
    const list = await app.revocations.fetch(point)
    if (!list || (known && list.thisUpdate < known.thisUpdate)) {
      failed += 1
      continue
    }
    await app.store.transaction((tx) => tx.certificates.saveCrl({ ...list, fetchedAt: app.now() }))
    fetched += 1
  }
  return { fetched, failed }
}
