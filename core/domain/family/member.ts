import type { Claimant } from '../citizen/claimant.ts'

/** How a member was proved (features A07): each of them for itself. */
export type MemberBasis = 'recorded_phone' | 'counter' | 'birth_paper' | 'handed_over'

export type MemberEnd = 'left' | 'handed_over' | 'not_known' | 'grown_up' | 'expired'

/** Somebody whose doses the holder of a phone may see and report about. */
export interface FamilyMember {
  id: string
  /** The account, E.164: whoever holds it. */
  phone: string
  personId: string
  basis: MemberBasis
  /** What the proof allowed: at 1 the doses stay masked, whatever lifts the record (features A06). */
  level: 1 | 2
  /** Who the member is, as proved; null once the membership has ended. */
  claimant: Claimant | null
  /** Younger than 14 when proved: the guardian's place ends when the child has grown up. */
  asChild: boolean
  provedAt: Date
  expiresAt: Date
  askedAt: Date | null
  endedAt: Date | null
  endedWhy: MemberEnd | null
}

/** Features A07. */
export const MOST_MEMBERS = 10

/** A membership is proved anew every 12 months, as level 2 is (features A06). */
export const MEMBER_DAYS = 365

/** At 14 everybody gets a citizen card, and can prove themselves (domain 5.1, 8.1). */
export const GROWN_UP_AT = 14

/** How long a guardian keeps the place of a child that has been asked to take over (docs/decisions/family). */
export const HAND_OVER_DAYS = 30

/** `today` and `birthDate` are YYYY-MM-DD in Viet Nam. */
export function isChild(birthDate: string, today: string): boolean {
  return birthDate > lastBirthDateOfGrownUps(today)
}

/** Whoever was born on this day or before is 14 or older. */
export function lastBirthDateOfGrownUps(today: string): string {
  return `${String(Number(today.slice(0, 4)) - GROWN_UP_AT).padStart(4, '0')}${today.slice(4)}`
}
