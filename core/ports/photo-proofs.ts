import type { RetentionLimits } from '../domain/citizen/photo-retention.ts'

/** What one night found (features C12). Everything but `kept` must be 0. */
export interface PhotoProof {
  at: Date
  /** Photos whose key lives. */
  kept: number
  /** Photos whose key lives although their time was up. */
  overdue: number
  /** Files that still lie there although their key is gone: nobody can open them, but they are not removed. */
  keylessFiles: number
  /** Uploads of a chat that nobody said anything about for longer than allowed. */
  forgottenUploads: number
}

export interface PhotoProofs {
  kept(): Promise<number>
  /** Counted by the rule itself and not by the list the nightly work makes. */
  overdue(limits: RetentionLimits): Promise<number>
  forgottenUploads(receivedBefore: Date): Promise<number>
  /** File keys of photos destroyed since then. */
  destroyedFiles(since: Date): Promise<string[]>
  keep(proof: PhotoProof): Promise<void>
  last(): Promise<PhotoProof | null>
}
