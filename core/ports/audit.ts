/** Who read or wrote what. `detail` holds ids, codes and counts, never a value of a person. */
export interface AuditEntry {
  /** Null when the house itself did it. */
  staffId: string | null
  action: string
  subjectKind: string
  subjectId: string
  detail?: Record<string, unknown>
}

export interface Audit {
  /** Append-only; written in the transaction of the act it tells about. */
  write(entry: AuditEntry): Promise<void>
}
