import type { PlatformRecord } from '../record/platform-record.ts'
import { type Proof, provedPhone } from './assurance.ts'

/** By what this address may open a record: no way names a person to whoever has proved nothing (features A04, A05). */
export interface WaysIn {
  /** The proved phone, E.164. */
  phone: string | null
  /** Records opened by a code of the counter, with the level the paper allowed. */
  seen: ReadonlyMap<string, 1 | 2>
  /** Records whose identity the police confirmed for a report with this phone and the typed number. */
  confirmed: ReadonlySet<string>
}

export function waysOf(proofs: readonly Proof[], confirmed: readonly string[]): WaysIn {
  const seen = new Map<string, 1 | 2>()
  for (const { personId, phone, level } of proofs)
    if (personId && phone === null && level >= 1) seen.set(personId, level === 2 || seen.get(personId) === 2 ? 2 : 1)
  return { phone: provedPhone(proofs), seen, confirmed: new Set(confirmed) }
}

export function opensNothing({ phone, seen }: WaysIn): boolean {
  return phone === null && seen.size === 0
}

export function opens(ways: WaysIn, record: Pick<PlatformRecord, 'id' | 'phone'>): boolean {
  const byPhone = ways.phone !== null && (record.phone === ways.phone || ways.confirmed.has(record.id))
  return byPhone || ways.seen.has(record.id)
}

/**
 * `lifted`: a police match or a paper seen at the counter in the last 12 months (features A06). The police confirm facts, not
 * who holds a phone: whoever comes in by the phone of a report reads masked doses until the counter has seen the paper.
 */
export function levelBy(ways: WaysIn, record: Pick<PlatformRecord, 'id' | 'phone'>, lifted: boolean): 1 | 2 {
  if (!lifted) return 1
  return ways.phone !== null && record.phone === ways.phone ? 2 : (ways.seen.get(record.id) ?? 1)
}
