import type { App } from '../../ports/app.ts'
import { CHAINS, type Chain, type ChainLink } from '../../ports/audit.ts'
import type { Tx } from '../../ports/store.ts'
import { linkAfter } from './chain-mac.ts'

const BATCH = 500

/** Chains what was written since the last time (features L01); answers how many rows. Whoever writes never waits for it. */
export async function sealChains(app: App): Promise<number> {
  let sealed = 0
  for (const chain of CHAINS) {
    for (let more = true; more; ) {
      const count = await app.store.transaction((tx) => sealSome(app, tx, chain))
      sealed += count
      more = count === BATCH
    }
  }
  return sealed
}

async function sealSome(app: App, tx: Tx, chain: Chain): Promise<number> {
  const rows = await tx.auditChain.takeWaiting(chain, BATCH)
  if (rows.length === 0) return 0
  let last = await tx.auditChain.last(chain)
  const links: ChainLink[] = []
  for (const row of rows) {
    last = linkAfter(app, chain, last, row)
    links.push(last)
  }
  await tx.auditChain.append(chain, links, app.now())
  return rows.length
}
