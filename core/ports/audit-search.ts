import type { StaffRole } from '../domain/role.ts'
import type { FileOfPerson } from './audit.ts'

export interface AuditQuestion {
  /** What belongs to the person asked about; null: anybody's. */
  file: FileOfPerson | null
  login: string | null
  from: Date
  until: Date
}

/** One line of the log: who did what to which row and when; never what stood in it. */
export interface AuditLine {
  at: Date
  action: string
  subjectKind: string
  /** Receipt code, list or export number; else the first signs of the row's id. */
  subject: string
  officer: { name: string; login: string; role: StaffRole; unitName: string } | null
}

export interface ExportTally {
  unitName: string
  files: number
  rows: number
  /** How often such a file was fetched or made, by the log. */
  fetched: number
}

export interface ChainCheck {
  chain: string
  at: Date
  links: number
  waiting: number
  fault: string | null
}

/** What an auditor may ask of the log (features L01): rows and counts, no person's data. */
export interface AuditSearch {
  lines(question: AuditQuestion, atMost: number): Promise<AuditLine[]>
  count(question: AuditQuestion): Promise<number>
  /** Reports about these records. */
  reportIdsOf(personIds: readonly string[]): Promise<string[]>
  exports(from: Date, until: Date): Promise<ExportTally[]>
  keepCheck(check: ChainCheck): Promise<void>
  /** The last check of each chain. */
  lastChecks(): Promise<ChainCheck[]>
}
