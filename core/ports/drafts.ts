import type { ReportDraft } from '../domain/citizen/report-draft.ts'

export interface StoredDraft {
  /** Becomes the id of the report, so that photos sealed for the draft stay sealed for the report. */
  id: string
  address: string
  body: ReportDraft
  updatedAt: Date
}

export interface Drafts {
  /** One draft for an address: writes over what was there; the first id stays. Answers that id. */
  save(draft: StoredDraft): Promise<string>
  of(address: string): Promise<StoredDraft | null>
  drop(address: string): Promise<void>
  /** The newest draft of these addresses becomes the one of the first: whoever changes channel goes on where they were (features A13). */
  takeOver(addresses: readonly string[]): Promise<void>
}
