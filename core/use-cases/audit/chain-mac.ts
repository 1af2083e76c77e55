import type { App } from '../../ports/app.ts'
import type { Chain, ChainLink, ChainRow } from '../../ports/audit.ts'

/** What stands before the first link of each chain. */
const BEGINNING = Buffer.alloc(32)

/** The link that belongs after `before`: over its place, the link before and everything the row says. */
export function linkAfter(app: App, chain: Chain, before: ChainLink | null, { rowKey, text }: ChainRow): ChainLink {
  const no = (before?.no ?? 0) + 1
  const mac = app.secrets.chainMac(
    JSON.stringify([chain, no, (before?.mac ?? BEGINNING).toString('hex'), rowKey, text]),
  )
  return { no, rowKey, mac }
}
