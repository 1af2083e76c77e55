import type { LegalFacts } from '../domain/exchange/frozen-list.ts'
import type { HamletAnswer } from '../domain/hamlet/hamlet-answer.ts'
import type { IdentityCase } from './identity-cases.ts'

export interface HamletList {
  id: string
  /** RS-2026-0001, one row of numbers per year. */
  number: string
  unitId: string
  /** `Thôn 3`; null: nobody knows which hamlet these people live in. */
  hamlet: string | null
  /** YYYY-MM-DD */
  drawnUpOn: string
  drawnUpBy: string
  dueAt: Date
  createdAt: Date
}

export interface HamletRow {
  id: string
  listId: string
  rowNo: number
  /** Counted within the list; a suggestion (likely-households.ts). */
  household: number
  identityCaseId: string
  /** As they stood when the list was drawn up: what the hamlet answers about. */
  facts: LegalFacts
  address: string | null
  /** Raised when it is answered or taken off: an answer names the version it was given to. */
  version: number
  answer: HamletAnswer | null
  corrected: Partial<LegalFacts>
  note: string | null
  /** Null with an answer: it came by the link. */
  answeredBy: string | null
  linkId: string | null
  answeredAt: Date | null
  /** Which of two differing values the station sends to the police; null: not chosen yet, or nothing differs. */
  settled: 'hamlet' | 'station' | null
  open: boolean
}

/** One person who waits for a list, with what is needed to sort them into hamlets and households. */
export interface WaitingForHamlet extends IdentityCase {
  nationality: string
  address: string | null
  phone: string | null
  /** As the station set it; it goes before what the address says. */
  setHamlet: string | null
  reportCodes: string[]
}

export interface HamletListSummary extends HamletList {
  rows: number
  answered: number
  /** Rows without an answer: these stay on the clock. */
  open: number
  /** Rows that went back to the station: unknown, moved, dead, or wrong without the right value. */
  objected: number
}

/** A value of the hamlet beside the station's, until an officer chooses. */
export interface DifferingRow {
  row: HamletRow
  listNumber: string
  hamlet: string | null
  reportCodes: string[]
}

export interface HamletLists {
  /** Next free number of this year; other transactions wait for this one. */
  nextNumber(year: string): Promise<string>
  /** Cases of the unit that wait for a list, oldest first. */
  waiting(unitId: string, limit: number): Promise<WaitingForHamlet[]>
  setHamlet(personIds: readonly string[], hamlet: string, by: { staffId: string; at: Date }): Promise<void>
  insert(list: HamletList, rows: readonly HamletRow[]): Promise<void>
  get(id: string): Promise<HamletList | null>
  byNumber(number: string): Promise<HamletList | null>
  /** Open lists first, nearest limit first. */
  ofUnit(unitId: string): Promise<HamletListSummary[]>
  rowsOf(listId: string): Promise<HamletRow[]>
  /** Rows of the list, locked until the transaction ends. */
  lockRows(listId: string): Promise<HamletRow[]>
  saveRow(row: HamletRow): Promise<void>
  /** Takes the case off its open list; its row stays on paper and is answered no more. */
  closeRowOf(identityCaseId: string): Promise<void>
  /** Rows the hamlet answered otherwise and nobody has chosen about, of cases that wait for a police list. */
  differing(unitId: string): Promise<DifferingRow[]>
  /** The newest answered row of a case, locked. */
  lockLastAnswered(identityCaseId: string): Promise<HamletRow | null>
  /** The open list on which a report's person stands, for the tracking page. */
  openListOf(reportId: string): Promise<{ dueAt: Date } | null>
}
