import type { LegalFacts } from '../domain/exchange/frozen-list.ts'
import type { DayPart, PoliceAnswer } from '../domain/police-list/police-answer.ts'
import type { PoliceListState } from '../domain/police-list/police-list-lifecycle.ts'
import type { IdentityField } from '../domain/report/report-type.ts'
import type { Revocation, SigningDriver } from '../domain/signing/signing-driver.ts'
import type { HamletSays } from './identity-cases.ts'
import type { Signer } from './signatures.ts'

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
  /** What the hamlet says otherwise; no part of the frozen text (features E13). */
  hamletSays: HamletSays | null
  answer: PoliceAnswer | null
  wrongFields: IdentityField[]
  note: string | null
  answeredBy: string | null
  answeredAt: Date | null
  /** When the person is asked to come, YYYY-MM-DD; only beside `must_come` and `register_wrong` (features F09). */
  comeOn: string | null
  comePart: DayPart | null
  /** The workbook the answer came in (features F07); null: it was given at the desk. */
  workbookId: string | null
  /** Since then this row has no clock: its register was put right (features F08). */
  mendedAt: Date | null
  returnId: string | null
  open: boolean
}

/** What the police say about one row, as it was typed or came back in a workbook. */
export interface GivenAnswer {
  rowNo: number
  answer: PoliceAnswer | null
  wrongFields: IdentityField[]
  note: string | null
  /** When the person is asked to come, YYYY-MM-DD; kept only beside an answer that calls them (features F09). */
  comeOn?: string | null
  comePart?: DayPart | null
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
  method: 'minutes' | 'certificate'
  state: 'drawn_up' | 'signed' | 'accepted'
  minutes: Minutes | null
  minutesFileKey: string | null
  /** How the police signed; null while nobody has. */
  driver: SigningDriver | null
  /** CAdES over the stored file; null where only the paper inside is signed (minutes, browser agents). */
  signature: Buffer | null
  signer: Signer | null
  /** The same file with the PAdES signature of the police behind it. */
  signedFileKey: string | null
  signedFileSha256: string | null
  /** What was known of the certificate then; `unknown` and `stale` are told to the station. */
  revocation: Revocation | null
  signedBy: string | null
  /** When the signature came in: the time inside it is only a claim. */
  signedAt: Date | null
  acceptedBy: string | null
  acceptedDriver: SigningDriver | null
  acceptedSignature: Buffer | null
  acceptedSigner: Signer | null
  /** With both signatures. */
  acceptedFileKey: string | null
  acceptedFileSha256: string | null
  acceptedRevocation: Revocation | null
  /** Minutes of a station that has no certificate yet. */
  acceptedScanKey: string | null
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
  /** Of them those the two days run for: a row that is answered again has none (features F08). */
  onClock: number
  /** Rows whose citizen has the population database put right (features F08). */
  waitingForRegister: number
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
  /** Answers a returned row again: it is open and in no return. */
  reopenRow(row: PoliceRow): Promise<void>
  /** The national match settled what these rows waited for. */
  mendRowsOf(identityCaseId: string, at: Date): Promise<void>
  insertReturn(handOver: PoliceReturn): Promise<void>
  returnsOf(listId: string): Promise<PoliceReturn[]>
  lockReturn(id: string): Promise<PoliceReturn | null>
  /** What the police write when they sign. */
  saveSigned(handOver: PoliceReturn): Promise<void>
  /** What the station writes when it takes the return. */
  saveAccepted(handOver: PoliceReturn): Promise<void>
}
