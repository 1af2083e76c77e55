/** Minutes (biên bản) that stand in for a signature until there is a certificate (8938 step 4, features H11). */
export interface SigningMinutes {
  id: string
  /** BB-2026-0001, one row of numbers per year. */
  number: string
  unitId: string
  /** YYYY-MM-DD */
  drawnOn: string
  parties: string
  /** The frozen statements, one per person. */
  canonical: string
  sha256: string
  people: number
  doses: number
  fileKey: string
  fileSha256: string
  /** Null until somebody has brought the signed paper back. */
  scanKey: string | null
  state: 'drawn_up' | 'recorded' | 'given_up'
  drawnUpBy: string
  drawnUpAt: Date
  recordedBy: string | null
  recordedAt: Date | null
}

export interface SigningMinutesStore {
  /** Next free number of this year; other transactions wait for this one. */
  nextNumber(year: string): Promise<string>
  insert(minutes: SigningMinutes): Promise<void>
  get(id: string): Promise<SigningMinutes | null>
  lock(id: string): Promise<SigningMinutes | null>
  settle(minutes: SigningMinutes): Promise<void>
  /** Newest first. */
  ofUnit(unitId: string, atMost: number): Promise<SigningMinutes[]>
}
