/**
 * What an address has shown (features A06). Level 0: it knows the code of a report and the end of its phone, and reads
 * status words. Level 1: it holds the phone. Level 2: it holds the phone of a record that the police confirmed or whose paper
 * the counter has seen. A proof with a person and no phone came by a code of the counter (A04).
 */
export interface Proof {
  id: string
  address: string
  phone: string | null
  personId: string | null
  level: 0 | 1 | 2
  provedAt: Date
  expiresAt: Date
}

const HOUR = 3_600_000

/** A browser may stand in a shop; a chat account is its owner's. */
const PORTAL_HOURS = 2
const CHAT_HOURS = 30 * 24

/** A police match, or a paper seen at the counter, lifts to level 2 for 12 months (features A06). */
export const LIFT_DAYS = 365

export function proofEnds(address: string, now: Date): Date {
  const passing = address.startsWith('web|') || isHelperDesk(address)
  const hours = passing ? PORTAL_HOURS : CHAT_HOURS
  return new Date(now.getTime() + hours * HOUR)
}

/** A helper's desk holds the phone of the citizen beside it, and looks nothing up (features A09). */
export function isHelperDesk(address: string): boolean {
  return address.startsWith('helper|')
}

/** The phone this address holds: the one proved last. A phone is a channel, it never selects a person (domain 0.9). */
export function provedPhone(proofs: readonly Proof[]): string | null {
  const held = proofs.filter((proof) => proof.level >= 1 && proof.phone !== null)
  return held.sort((a, b) => b.provedAt.getTime() - a.provedAt.getTime())[0]?.phone ?? null
}

export function holdsPhone(proofs: readonly Proof[], phone: string | null): boolean {
  return phone !== null && proofs.some((proof) => proof.level >= 1 && proof.phone === phone)
}

export function provedPerson(proofs: readonly Proof[], personId: string | null): boolean {
  return personId !== null && proofs.some((proof) => proof.personId === personId && proof.level >= 1)
}
