import { channelOf } from '../../domain/contact/address.ts'
import type { Budget } from './take-turns.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** `origin` names a network, hashed: a school, a village or a whole mobile operator may stand behind one (features L07). */
interface Asker {
  address: string
  origin?: string | null
}

/**
 * Codes by SMS cost money and patience. A network's share is for codes nobody has typed yet: a right one gives its turn
 * back, so that a school of 200 passes and a sender of spam does not. A phone gets three (features A03).
 */
export function codeBudgets({ address, origin }: Asker, phone: string): Budget[] {
  return [
    { key: `codes|address|${address}`, max: 10, windowMs: HOUR },
    ...(origin ? [{ key: codesOfOrigin(origin), max: 240, windowMs: HOUR }] : []),
    { key: `codes|channel|${channelOf(address)}`, max: 20_000, windowMs: HOUR },
    { key: `codes|phone|${phone}`, max: 3, windowMs: HOUR },
  ]
}

export const codesOfOrigin = (origin: string) => `codes|origin|${origin}`

/** Codes of the counter: few tries for an address, more for a network; a right one gives its turn back (features A04). */
export function counterCodeBudgets({ address, origin }: Asker, max: number): Budget[] {
  return [
    { key: `counter|address|${address}`, max, windowMs: HOUR },
    ...(origin ? [{ key: `counter|origin|${origin}`, max: 60, windowMs: HOUR }] : []),
  ]
}

/** Only who holds a phone gets this far; a person looks at the same page a few times. */
export function lookUpBudgets(address: string): Budget[] {
  return [{ key: `look-up|address|${address}`, max: 60, windowMs: HOUR }]
}

/** A helper sees a village in a day: sixty people and some who come twice, never a whole district. Keyed by the helper alone. */
export function helperBudgets(staffId: string): Budget[] {
  return [
    { key: `helper|hour|${staffId}`, max: 40, windowMs: HOUR },
    { key: `helper|day|${staffId}`, max: 120, windowMs: 24 * HOUR },
  ]
}

/** Wrong ends of a phone only: ten for one report from one place, a hundred from one place altogether. */
export function trackBudgets(from: string, code: string): Budget[] {
  return [
    { key: `track|${from}|${code}`, max: 10, windowMs: HOUR },
    { key: `track|${from}`, max: 100, windowMs: HOUR },
  ]
}

/** A person asks about their own data a few times; copies and erasures cost work. */
export function rightsBudgets(who: string): Budget[] {
  return [{ key: `rights|${who}`, max: 20, windowMs: HOUR }]
}

/** A household, a school or an employer sends a few sheets, each asking up to 500 people (features B10). */
export function sheetBudgets(phone: string): Budget[] {
  return [{ key: `sheet|phone|${phone}`, max: 5, windowMs: 24 * HOUR }]
}

/** Sheets of many senders may name one phone. */
export function askedBudgets(phone: string): Budget[] {
  return [{ key: `sheet-asks|phone|${phone}`, max: 6, windowMs: 24 * HOUR }]
}

export function reportBudgets(phone: string | null, personId: string | null): Budget[] {
  return [
    { key: `report|phone|${phone}`, max: 20, windowMs: HOUR },
    ...(personId ? [{ key: `report|person|${personId}`, max: 20, windowMs: HOUR }] : []),
  ]
}

/** A person types slower than this; a script does not. 200 people behind one network write six times a minute each. */
export function sayBudgets({ address, origin }: Asker): Budget[] {
  return [
    { key: `chat|${address}`, max: 40, windowMs: MINUTE },
    ...(origin ? [{ key: `chat|origin|${origin}`, max: 1_200, windowMs: MINUTE }] : []),
  ]
}

/** A report takes six photos; each may go wrong a few times. */
export function uploadBudgets({ address, origin }: Asker): Budget[] {
  return [
    { key: `upload|address|${address}`, max: 60, windowMs: HOUR },
    ...(origin ? [{ key: `upload|origin|${origin}`, max: 2_000, windowMs: HOUR }] : []),
  ]
}

/** What one chat may say in a minute and still be answered. Fifty at once is a bad line, not a bad person (features B02). */
export const HEARD_A_MINUTE = 120
