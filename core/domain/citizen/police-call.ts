import type { CallKind, DayPart } from '../police-list/police-answer.ts'

/** What a citizen reads when the commune police ask them to come: where, when, for what (features F08, F09). */
export interface CallToCome {
  kind: CallKind
  unitName: string
  address: string | null
  openingHours: string | null
  /** YYYY-MM-DD; null: any day within the opening hours. */
  comeOn: string | null
  comePart: DayPart | null
}
