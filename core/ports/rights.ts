import type { RightsKind } from '../domain/rights/rights-kind.ts'
import type { RightsState } from '../domain/rights/rights-lifecycle.ts'
import type { Scope } from '../policy.ts'

/** What went when a wish was met, in numbers: the deletion receipt of the citizen (features C12, L05). */
export interface DeletionReceipt {
  photos: number
  reportsWithdrawn: number
  reportsNameless: number
  /** Open reports that nobody can call back any more: the police or the Platform has them. */
  reportsKept: number
  drafts: number
  messages: number
  contacts: number
}

/** A request about one's own data, with both clocks of domain 8.1. */
export interface RightsRequest {
  id: string
  /** `QY-XXXX-XXXX` */
  code: string
  kind: RightsKind
  state: RightsState
  version: number
  unitId: string
  personId: string | null
  address: string
  phone: string | null
  locale: 'vi' | 'en'
  words: string | null
  askedAt: Date
  answerDueAt: Date
  dueAt: Date
  extendedAt: Date | null
  explainedAt: Date | null
  settledAt: Date | null
  settledBy: string | null
  answer: string | null
  receipt: DeletionReceipt | null
}

/** Who asks: every address of the person, and the phone they proved. */
export interface Owner {
  addresses: string[]
  phone: string | null
}

export interface Rights {
  insert(request: RightsRequest): Promise<void>
  get(id: string): Promise<RightsRequest | null>
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<RightsRequest | null>
  /** False: changed meanwhile. */
  save(request: RightsRequest): Promise<boolean>
  /** Newest first. */
  ofOwner(owner: Owner): Promise<RightsRequest[]>
  /** Open ones first, the most urgent on top; settled ones behind them, newest first. */
  ofUnits(scope: Scope, atMost: number): Promise<RightsRequest[]>
  /** Requests of these units whose procedure or wish is late. */
  lateCount(scope: Scope, now: Date): Promise<number>
  grantCopy(link: CopyLink): Promise<void>
  /** Locked until the transaction ends, so that one link is used once. */
  lockCopy(tokenHash: Buffer): Promise<(CopyLink & { usedAt: Date | null }) | null>
  useCopy(tokenHash: Buffer, at: Date): Promise<void>
}

/** The right to fetch a copy of one's data once; the copy itself is stored nowhere. */
export interface CopyLink {
  tokenHash: Buffer
  address: string
  form: 'json' | 'page'
  expiresAt: Date
}
