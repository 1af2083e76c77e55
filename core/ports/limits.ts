export interface Turn {
  ok: boolean
  /** The first refusal of this window: the one worth a sentence. */
  firstRefusal: boolean
  /** Milliseconds until the window ends. */
  waitMs: number
}

export interface Limits {
  /** As `take`, and tells how long to wait. */
  turn(key: string, max: number, windowMs: number): Promise<Turn>
  /**
   * Takes one of `max` turns per window; false when they are used up. The row stays locked until the transaction ends,
   * so that two transactions with the same key wait for each other.
   */
  take(key: string, max: number, windowMs: number): Promise<boolean>
  /** A turn that need not have been counted: many people may stand behind one network address. */
  giveBack(key: string): Promise<void>
}
