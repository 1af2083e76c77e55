import type { LegalFacts } from '../domain/exchange/frozen-list.ts'
import type { PoliceAnswer } from '../domain/police-list/police-answer.ts'
import type { PoliceListState } from '../domain/police-list/police-list-lifecycle.ts'
import type { IdentityField } from '../domain/report/report-type.ts'
import type { Signer } from './services.ts'

export interface PoliceList {
  id: string
  /** DS-2026-0001, one row of numbers per year. */
  number: string
  unitId: string
  policeUnitId: string
  state: PoliceListState
  version: number
  /** YYYY-MM-DD; the two days run from here (3771 step 2). */
  drawnUpOn: string
  drawnUpBy: string
  dueAt: Date
  /** The frozen text; everything from now on reads this. */
  canonical: string
  sha256: string
  createdAt: Date
}

export interface PoliceRow extends LegalFacts {
  id: string
  listId: string
  rowNo: number
  identityCaseId: string
  nationality: string
  answer: PoliceAnswer | null
  wrongFields: IdentityField[]
  note: string | null
  answeredBy: string | null
  answeredAt: Date | null
  returnId: string | null
  open: boolean
}

export interface Minutes {
  number: string
  /** YYYY-MM-DD */
  date: string
  /** Who took part, in words: both sides by name and office. */
  parties: string
}

export interface PoliceReturn {
  id: string
  listId: string
  part: number
  canonical: string
  sha256: string
  fileKey: string
  fileSha256: string
  method: 'minutes' | 'soft_certificate'
  state: 'drawn_up' | 'signed' | 'accepted'
  minutes: Minutes | null
  minutesFileKey: string | null
  signature: Buffer | null
  signer: Signer | null
  signedBy: string | null
  signedAt: Date | null
  acceptedBy: string | null
  acceptedSignature: Buffer | null
  acceptedSigner: Signer | null
  acceptedAt: Date | null
  createdAt: Date
}

export interface PoliceListSummary extends PoliceList {
  unitName: string
  policeUnitName: string
  rows: number
  answered: number
  /** Rows the station has not taken back yet: these stay on the clock (features F03). */
  open: number
}

export interface PoliceLists {
  /** Next free number of this year; other transactions wait for this one. */
  nextNumber(year: string): Promise<string>
  insert(list: PoliceList, rows: readonly PoliceRow[]): Promise<void>
  get(id: string): Promise<PoliceList | null>
  byNumber(number: string): Promise<PoliceList | null>
  lock(id: string): Promise<PoliceList | null>
  /** Writes the state when `version` still stands; false: changed meanwhile. */
  save(list: PoliceList): Promise<boolean>
  /** Lists of one side, those still open first, nearest limit first. */
  ofUnit(unitId: string, side: 'station' | 'police'): Promise<PoliceListSummary[]>
  rowsOf(listId: string): Promise<PoliceRow[]>
  saveAnswer(row: PoliceRow): Promise<void>
  /** Ties the rows to a return: their answers are frozen from now on. */
  putInReturn(rowIds: readonly string[], returnId: string): Promise<void>
  closeRows(rowIds: readonly string[]): Promise<void>
  insertReturn(handOver: PoliceReturn): Promise<void>
  returnsOf(listId: string): Promise<PoliceReturn[]>
  lockReturn(id: string): Promise<PoliceReturn | null>
  /** What the police write when they sign. */
  saveSigned(handOver: PoliceReturn): Promise<void>
  /** What the station writes when it takes the return. */
  saveAccepted(handOver: PoliceReturn): Promise<void>
}
