import { isSameName } from '../citizen/claimant.ts'
import type { CardFacts } from '../papers/card-qr.ts'
import type { PlatformRecord } from '../record/platform-record.ts'

/** A number of 9 (CMND) or 12 digits (CCCD) that belongs to the same person as the recorded one (features A14). */
export interface PriorNumber {
  number: string
  kind: 'cmnd' | 'cccd'
  /** YYYY-MM-DD, the day of issue of the card that names both: the old number ends there, the new one begins. */
  changedOn: string
}

type Whose = Pick<PlatformRecord, 'fullName' | 'birthDate' | 'sex' | 'idNumber'>

/** What a card adds to the recorded number. A card proves nothing (domain 5.3): an officer confirms each. */
export function numbersOfCard(card: CardFacts, record: Whose): PriorNumber[] {
  if (!isCardOf(card, record)) return []
  const both: PriorNumber[] = [
    { number: card.cccd, kind: 'cccd', changedOn: card.issued },
    ...(card.cmnd ? [{ number: card.cmnd, kind: 'cmnd' as const, changedOn: card.issued }] : []),
  ]
  return both.filter(({ number }) => number !== record.idNumber)
}

function isCardOf(card: CardFacts, record: Whose): boolean {
  if (record.idNumber !== null && [card.cccd, card.cmnd].includes(record.idNumber)) return true
  return isSameName(record.fullName, card.fullName) && record.birthDate === card.dob && record.sex === card.gender
}
