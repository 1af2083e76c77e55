import type { PriorNumber } from '../domain/person/prior-number.ts'

/** Two records said to be one person: proposed by one officer, true once another confirmed, for ever unless undone. */
export interface RecordJoin {
  id: string
  keptId: string
  joinedId: string
  /** Null: two officers found it on the duplicates desk, no citizen asked. */
  reportId: string | null
  proposedBy: string
  proposedAt: Date
  confirmedBy: string | null
  confirmedAt: Date | null
}

/** Which numbers and records are one person (features A14, B05). Only what officers confirmed counts for looking up. */
export interface SamePerson {
  /** Ids of the records whose person has this number besides the recorded one. */
  holdersOf(number: string): Promise<string[]>
  /** Per record its confirmed other numbers. */
  numbersOf(personIds: readonly string[]): Promise<Map<string, string[]>>
  priorNumbersOf(personId: string): Promise<PriorNumber[]>
  /** False when the number already belongs to somebody. */
  addNumber(
    personId: string,
    number: PriorNumber,
    by: { staffId: string; reportId: string; at: Date },
  ): Promise<boolean>
  /** Per record the one that stands for its person: itself where nothing is joined. */
  standsFor(personIds: readonly string[]): Promise<Map<string, string>>
  /** Records joined into this one, confirmed. */
  joinedInto(personId: string): Promise<string[]>
  /** Joins of this record, either side, that are not undone; confirmed or not. */
  joinsOf(personId: string): Promise<RecordJoin[]>
  lockJoin(id: string): Promise<RecordJoin | null>
  /** False when the joined record already stands for somebody else. */
  propose(join: Omit<RecordJoin, 'confirmedBy' | 'confirmedAt'>): Promise<boolean>
  confirm(id: string, by: { staffId: string; at: Date }): Promise<void>
  undo(id: string, by: { staffId: string; at: Date }): Promise<void>
}
