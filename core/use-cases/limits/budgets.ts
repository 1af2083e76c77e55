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

/** Only who holds a phone gets this far; a person looks at the same page a few times. */
export function lookUpBudgets(address: string): Budget[] {
  return [{ key: `look-up|address|${address}`, max: 60, windowMs: HOUR }]
}

/** Wrong ends of a phone only: ten for one report from one place, a hundred from one place altogether. */
export function trackBudgets(from: string, code: string): Budget[] {
  return [
    { key: `track|${from}|${code}`, max: 10, windowMs: HOUR },
    { key: `track|${from}`, max: 100, windowMs: HOUR },
  ]
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

function channelOf(address: string): string {
  return address.slice(0, address.indexOf('|'))
}
