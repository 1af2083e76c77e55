import type { StaffRole } from '../domain/role.ts'

/** Who read or wrote what. `detail` holds ids, codes and counts, never a value of a person. */
export interface AuditEntry {
  /** Null when the house itself did it. */
  staffId: string | null
  action: string
  subjectKind: string
  subjectId: string
  detail?: Record<string, unknown>
}

/** What belongs to one person, by the ids under which officers open it. */
export interface FileOfPerson {
  reportIds: string[]
  helpRequestIds: string[]
  personIds: string[]
}

/** One opening of a file as its person may read it: no officer's name, login or number (features L01). */
export interface Opening {
  at: Date
  action: string
  subjectKind: string
  unitName: string
  role: StaffRole
  /** The report it was opened for; null when it was for none. */
  reportCode: string | null
  /** The reason the officer gave, where one had to be given. */
  reason: string | null
}

export interface Audit {
  /** Append-only; written in the transaction of the act it tells about. */
  write(entry: AuditEntry): Promise<void>
  /** Who opened what belongs to this person, newest first. */
  openings(file: FileOfPerson, atMost: number): Promise<Opening[]>
}

/** Tables whose rows are chained, each by itself (docs/decisions/audit-chain.md). */
export const CHAINS = ['audit', 'report_events', 'identity_case_events', 'police_list_events'] as const

export type Chain = (typeof CHAINS)[number]

export interface ChainLink {
  no: number
  rowKey: string
  mac: Buffer
}

/** The row a link stands for; `text` is everything the row says, null when the row is gone. */
export interface ChainRow {
  rowKey: string
  text: string | null
}

export interface AuditChain {
  /** Rows that no link covers yet, in the order they were written; nobody else seals this chain until the transaction ends. */
  takeWaiting(chain: Chain, atMost: number): Promise<ChainRow[]>
  last(chain: Chain): Promise<ChainLink | null>
  append(chain: Chain, links: readonly ChainLink[], at: Date): Promise<void>
  /** Links after this number, each with its row as it stands now. */
  after(chain: Chain, no: number, atMost: number): Promise<(ChainLink & ChainRow)[]>
  /** How many rows wait for their link. */
  waiting(chain: Chain): Promise<number>
  /** The first row that neither has a link nor waits for one: somebody took it away. */
  unchained(chain: Chain): Promise<string | null>
}
