import type { RefusalReason } from '../domain/report/refusal-reason.ts'
import type { ReportState } from '../domain/report/report-lifecycle.ts'
import type { Scope } from '../policy.ts'

/** Whom a paper letter reaches: nobody else can tell them (channels: letters, features I02). */
export const LETTER_KINDS = ['error_list', 'card_missing', 'decision'] as const

export type LetterKind = (typeof LETTER_KINDS)[number]

/** One letter to one person. `address` as the Platform writes it; the report's facts are null without a report. */
export interface Letter {
  /** `report|<id>`, `report|<id>|<round>` or `person|<id>`: told once per kind. */
  subjectKey: string
  personId: string | null
  reportId: string | null
  unitId: string
  fullName: string
  address: string | null
  locale: 'vi' | 'en'
  code: string | null
  state: ReportState | null
  refusalReasons: RefusalReason[]
}

export interface LetterBatch {
  id: string
  kind: LetterKind
  unitId: string
  drawnUpAt: Date
  handedOverAt: Date | null
  letters: number
}

export interface Letters {
  /** Everyone in scope without a phone or chat we may write to, whom no letter of this kind has told; by address and name. */
  waiting(kind: LetterKind, scope: Scope): Promise<Letter[]>
  /** Keeps who gets a letter; answers how many are new: one drawn up meanwhile is not drawn up twice. */
  drawUp(
    batch: { id: string; kind: LetterKind; staffId: string; at: Date },
    letters: readonly Letter[],
  ): Promise<number>
  batches(scope: Scope, limit: number): Promise<LetterBatch[]>
  batch(id: string, scope: Scope): Promise<LetterBatch | null>
  /** What stands on its pages now, by address and name. */
  ofBatch(id: string, kind: LetterKind): Promise<Letter[]>
  /** False when it was marked before. */
  handOver(id: string, staffId: string, at: Date): Promise<boolean>
}
