/** A sheet that somebody sent for many people (features B10): counts only, nothing of the people. */
export interface HouseholdSheet {
  id: string
  address: string
  phone: string
  locale: 'vi' | 'en'
  rowsTotal: number
  rowsRefused: number
  /** Sealed with the master key; null when there is none any more. */
  errorsFileKey: string | null
  sentAt: Date
  expiresAt: Date
}

export type RowState = 'waiting' | 'confirmed' | 'declined' | 'expired'

export interface HouseholdRow {
  id: string
  sheetId: string
  rowNo: number
  state: RowState
  /** A message went to the person's own phone; without one there is a slip of paper. */
  hasPhone: boolean
  /** The person, sealed; null once the row is settled. */
  sealed: Buffer | null
}

export interface Household {
  insert(sheet: HouseholdSheet, rows: readonly HouseholdRow[]): Promise<void>
  get(sheetId: string): Promise<HouseholdSheet | null>
  counts(sheetId: string): Promise<Record<RowState, number>>
  /** Waiting rows without a phone, in the order of the sheet. */
  slipsOf(sheetId: string): Promise<HouseholdRow[]>
  /** A waiting row of a sheet that is still good; locked until the transaction ends. */
  lockRow(rowId: string, now: Date): Promise<HouseholdRow | null>
  settle(rowId: string, state: Exclude<RowState, 'waiting'>, at: Date): Promise<void>
  /** Takes the people out of every sheet whose time is over; answers the files to remove. */
  forget(now: Date): Promise<{ rows: number; fileKeys: string[] }>
  /** Removes the counts too, of sheets that were over before this moment. */
  drop(endedBefore: Date): Promise<void>
}
