import type { FrozenList } from '../domain/exchange/frozen-list.ts'
import type { ImportTemplate } from '../domain/exchange/import-template.ts'
import type { CardFacts } from '../domain/papers/card-qr.ts'
import type { PassportDose, PassportRecord, VaccinationCertificate } from '../domain/papers/dcc-payload.ts'
import type { PrintedPage } from '../domain/papers/printed-page.ts'
import type { ShownArea } from '../domain/papers/shown-area.ts'
import type { VaccineTable } from '../domain/papers/vaccine.ts'
import type { MatchResult } from '../domain/person/record-class.ts'
import type { PoliceAnswer } from '../domain/police-list/police-answer.ts'
import type { Cut } from '../domain/report/photo-region.ts'
import type { MinutesLine } from '../domain/signing/minutes-text.ts'
import type { RevokedPassport } from './passports.ts'
import type { SheetRefusal } from './record-sheets.ts'

export type PhotoRefusal = 'too_big' | 'not_an_image' | 'heic' | 'damaged' | 'too_many_pixels' | 'empty'

export type TakenIn = { ok: true; jpeg: Buffer; width: number; height: number } | { ok: false; reason: PhotoRefusal }

/** `reason` is `read`, or the one thing most likely wrong with the photo (cccd-reading: advice to the citizen). */
export interface CardReading {
  card: CardFacts | null
  reason: string
  ms: number
}

/** Degrees clockwise. */
export type QuarterTurn = 0 | 90 | 180 | 270

export interface PhotoDesk {
  /** Checks, turns upright, strips metadata and re-encodes a stranger's file. */
  takeIn(bytes: Buffer): Promise<TakenIn>
  readCard(bytes: Buffer): Promise<CardReading>
  /** Where the text of a card stands on the kept copy, away from portrait and prints; nothing when the card cannot be placed for certain. */
  cardAreas(jpeg: Buffer): Promise<ShownArea[]>
  /** The words on a paper with their places; null when nobody reads print now or it took too long (features C13, M07). */
  readPrint(jpeg: Buffer): Promise<PrintedPage | null>
  /** The photo with every pixel outside the shown areas replaced, turned upright as asked (features C08). */
  cover(jpeg: Buffer, look: { shown: readonly ShownArea[] | 'all'; turn: QuarterTurn }): Promise<Buffer>
  /** A part of a photo, in shares of its sides (features D04). */
  cut(jpeg: Buffer, part: Cut): Promise<Buffer>
  /** A JPEG with the text burned across it, so that a leaked picture names who looked at it (features C11). */
  watermark(jpeg: Buffer, text: string): Promise<Buffer>
}

/** Seals and opens with a key of the case, itself wrapped by the master key. A destroyed key cannot come back. */
export interface Vault {
  newWrappedKey(): Buffer
  seal(wrappedKey: Buffer, plain: Buffer, label: string): Buffer
  open(wrappedKey: Buffer, sealed: Buffer, label: string): Buffer
}

export interface Secrets {
  hashPassword(password: string): Promise<string>
  passwordFits(password: string, hash: string): Promise<boolean>
  /** Base32 secret for a new authenticator. */
  newTotpSecret(): string
  /** What an authenticator scans (`otpauth://`). */
  totpAddress(login: string, secret: string): string
  /** The 30-second step the code belongs to (one step of drift either way), or null. */
  totpStep(secret: string, code: string, at: Date): number | null
  /** Seals a short secret for a table column with the master key. */
  sealText(text: string): Buffer
  openText(sealed: Buffer): string
  /** Seals a whole file with the master key; `label` is its file key, so that it opens nowhere else. */
  sealBytes(plain: Buffer, label: string): Buffer
  openBytes(sealed: Buffer, label: string): Buffer
  /** A short mark that only this installation can make over this text; `purpose` keeps marks of different things apart. */
  mark(purpose: string, text: string): string
  /** A keyed hash that nobody with the database alone can make (features L01); 32 bytes. */
  chainMac(text: string): Buffer
}

export type { Signer, Signing } from './signatures.ts'

/** What stands on the paper the police hand over: the frozen list, the answers of this part and both hashes. */
export interface PoliceReturnPaper {
  list: FrozenList
  issuedSha256: string
  part: number
  returnSha256: string
  answers: readonly { row: number; answer: PoliceAnswer; wrongFields: readonly string[]; note: string | null }[]
  drawnUpAt: Date
}

/** Minutes about the doses of people who are ready, to be signed by hand. */
export interface SigningMinutesPaper {
  number: string
  unit: string
  /** YYYY-MM-DD */
  drawnOn: string
  parties: string
  lines: readonly MinutesLine[]
  doses: number
  /** Hex SHA-256 of the frozen text. */
  sha256: string
}

/** Minutes about one return of the police. */
export interface ReturnMinutesPaper {
  list: string
  part: number
  unit: string
  policeUnit: string
  /** YYYY-MM-DD */
  drawnOn: string
  people: number
  matches: number
  /** Hex SHA-256 of the issued list, of the answers and of the printed file. */
  hashes: { list: string; answers: string; file: string }
}

/** The words of one letter, ready to print: no number, no vaccine, so that whoever carries it learns nothing (features I06). */
export interface LetterPage {
  locale: 'vi' | 'en'
  heading: string
  /** Kính gửi … */
  to: string
  address: string | null
  paragraphs: string[]
  code: string | null
  /** What the QR holds. */
  link: string
  scan: string
  never: string
}

/** A decision letter in both languages: no vaccine, no dose, no number of a person (features D13). */
export interface DecisionLetter {
  title: string
  unit: string
  drawnUpAt: Date
  /** Vietnamese first, then English. */
  halves: readonly { title: string; rows: readonly { label: string; value: string }[]; notes: readonly string[] }[]
  /** What the QR holds. */
  link: string
  scan: string
}

export interface LetterSheets {
  title: string
  unit: string
  drawnUpAt: Date
  letters: LetterPage[]
}

export interface Papers {
  policeReturnPdf(paper: PoliceReturnPaper): Promise<Buffer>
  /** Biên bản, A4 (features H11). */
  signingMinutesPdf(minutes: SigningMinutesPaper): Promise<Buffer>
  returnMinutesPdf(minutes: ReturnMinutesPaper): Promise<Buffer>
  /** A5, one page for each person. */
  lettersPdf(sheets: LetterSheets): Promise<Buffer>
  /** A4, one page (features D13). */
  decisionLetterPdf(letter: DecisionLetter): Promise<Buffer>
  /** A5: a summary, then one page for each code (features H08, H09). */
  passportPdf(paper: PassportPaper): Promise<Buffer>
}

/** A passport on paper, in words; `large` is the variant for weak eyes. */
export interface PassportPaper {
  title: string
  unit: string
  drawnUpAt: Date
  large: boolean
  summary: { headings: string[]; name: string; lines: string[]; notes: string[] }
  pages: readonly {
    headings: string[]
    hc1: string
    rows: readonly { no: number; label: string; english: string; value: string }[]
    notes: string[]
  }[]
}

export type PassportFault = 'not_a_passport' | 'bad_signature' | 'unknown_key' | 'expired' | 'irregular'

/** Hộ chiếu vắc xin with the configured signer (dcc.md). */
export interface PassportDesk {
  vaccines: VaccineTable
  /** `kid`: hex of the eight bytes that name the signer. */
  issue(record: Omit<PassportRecord, 'uvci'>): Promise<{ hc1: string; ci: string; kid: string; expiresAt: Date }>
  verify(
    hc1: string,
    at: Date,
  ): Promise<{ ok: true; certificate: VaccinationCertificate; expiresAt: Date } | { ok: false; reason: PassportFault }>
  /** PNG of whole pixels per module. */
  qrPng(hc1: string): Buffer
  /** Trusted keys and codes taken back, each as a signed list (features H05, H07). */
  lists: PassportLists
  /** The same doses in the two other formats (features H14). */
  otherFormats: OtherFormats
}

export interface PassportLists {
  /** Compact JWS over the keys whose codes are accepted here. */
  trust(at: Date): Promise<string>
  /** Compact JWS over the codes taken back, by hash, with their dates. */
  revoked(codes: readonly RevokedPassport[], at: Date): Promise<string>
}

/** One signed record as other formats carry it: all its doses, the latest first. */
export interface ExportedRecord {
  fullName: string
  /** YYYY-MM-DD */
  birthDate: string
  issuer: string
  issuedAt: Date
  expiresAt: Date
  doses: readonly (PassportDose & { ci: string })[]
}

export interface OtherFormats {
  /** A WHO DDCC:VS document as a FHIR R4 bundle, JSON. */
  fhir(record: ExportedRecord): object
  /** The file of a SMART Health Card; null where the signer's key is not P-256, the only one that format knows. */
  smartHealthCard(record: ExportedRecord, issuerUrl: string): Promise<{ verifiableCredential: [string] } | null>
  /** Public keys of SMART Health Cards, as `<issuer>/.well-known/jwks.json` shows them. */
  jwks(): Promise<{ keys: object[] }>
}

/** One row of the Platform's verification list; a field is absent when the list has no such column. */
export interface ResultRow {
  recordId: string
  result: MatchResult
  fullName?: string | null
  /** YYYY-MM-DD */
  birthDate?: string | null
  sex?: 'male' | 'female' | null
  /** As the list shows it, well-formed or not. */
  idNumber?: string | null
  /** E.164 */
  phone?: string | null
}

export interface ResultSheet {
  headers: string[]
  rows: { rowNo: number; recordId: string | null; cells: string[]; errors: string[]; row: ResultRow | null }[]
  /** What the file's own total line says, when it has one. */
  statedRows: number | null
}

/** Cells by our names, as typed; `rowNo` is the number people see beside the line. */
export interface PeopleSheet {
  headers: string[]
  rows: { rowNo: number; cells: string[]; typed: Record<string, string> }[]
}

export interface Sheets {
  importTemplate: ImportTemplate
  /** An XLSX in which every cell is text, so that leading zeros stay (features G01). */
  write(sheet: {
    sheetName: string
    columns: readonly { header: string; width?: number }[]
    rows: readonly (readonly (string | null)[])[]
  }): Promise<Buffer>
  /** A sheet of a household, school or employer (features B10); at most `rows` lines are read. */
  readPeople(
    bytes: Buffer,
    most: { rows: number },
  ): Promise<{ ok: true; sheet: PeopleSheet } | { ok: false; reason: SheetRefusal; missing?: string[] }>
  /** The Platform's verification list, XLSX or CSV; `missing` names the columns it lacks. */
  readResults(
    bytes: Buffer,
    fileName: string,
  ): Promise<{ ok: true; sheet: ResultSheet } | { ok: false; reason: SheetRefusal; missing?: string[] }>
}
