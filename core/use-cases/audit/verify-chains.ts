import type { App } from '../../ports/app.ts'
import { CHAINS, type Chain, type ChainLink } from '../../ports/audit.ts'
import { linkAfter } from './chain-mac.ts'

const BATCH = 1_000

/**
 * The first thing that is wrong in a chain. `changed`: the row or its link is not what was sealed; `gone`: the row is
 * missing; `link_gone`: a link is missing, or a row that must have one has none; `head_differs`: the chain is shorter than
 * it was, or was made anew.
 */
export interface ChainFault {
  rowKey: string
  fault: 'changed' | 'gone' | 'link_gone' | 'head_differs'
}

/** `no:mac` of the last link: kept outside the database it shows that nothing was cut off at the end. */
export interface ChainReport {
  chain: Chain
  sealed: number
  waiting: number
  head: string
  fault: ChainFault | null
}

/** Heads noted before, by chain. */
export type KnownHeads = Partial<Record<Chain, string>>

/** Walks every chain from its beginning (features L01). */
export async function verifyChains(app: App, known: KnownHeads = {}): Promise<ChainReport[]> {
  const reports: ChainReport[] = []
  for (const chain of CHAINS) reports.push(await verifyChain(app, chain, known[chain] ?? null))
  return reports
}

export async function verifyChain(app: App, chain: Chain, knownHead: string | null = null): Promise<ChainReport> {
  let last: ChainLink | null = null
  let fault: ChainFault | null = null
  let seenHead = knownHead === null
  for (let more = true; more && !fault; ) {
    const from: number = last?.no ?? 0
    const links = await app.store.transaction((tx) => tx.auditChain.after(chain, from, BATCH))
    for (const link of links) {
      const due: ChainLink = linkAfter(app, chain, last, link)
      fault = faultOf(due, link)
      if (fault) break
      last = due
      seenHead ||= headOf(due) === knownHead
    }
    more = links.length === BATCH
  }
  const waiting = await app.store.transaction((tx) => tx.auditChain.waiting(chain))
  const unchained = fault ? null : await app.store.transaction((tx) => tx.auditChain.unchained(chain))
  if (unchained !== null) fault = { rowKey: unchained, fault: 'link_gone' }
  if (!fault && !seenHead) fault = { rowKey: last?.rowKey ?? '', fault: 'head_differs' }
  return { chain, sealed: last?.no ?? 0, waiting, head: headOf(last), fault }
}

function faultOf(due: ChainLink, found: ChainLink & { text: string | null }): ChainFault | null {
  const { rowKey } = found
  if (found.no !== due.no) return { rowKey, fault: 'link_gone' }
  if (found.text === null) return { rowKey, fault: 'gone' }
  return found.mac.equals(due.mac) ? null : { rowKey, fault: 'changed' }
}

function headOf(link: ChainLink | null): string {
  return link ? `${link.no}:${link.mac.toString('hex')}` : '0:'
}
