/** A way into one list for one phone without an account (features E13): a link and a PIN, given by hand. */
export interface HamletLink {
  id: string
  listId: string
  tokenHash: Buffer
  pinHash: string
  wrongPins: number
  madeBy: string
  madeAt: Date
  expiresAt: Date
  /** Set when a new link took its place, the station ended it, or the PIN was wrong too often. */
  endedAt: Date | null
}

export interface HamletLinks {
  /** Ends the list's link before it. */
  insert(link: HamletLink): Promise<void>
  /** Locked until the transaction ends, so that tries are counted one after the other. */
  lock(tokenHash: Buffer): Promise<HamletLink | null>
  livingOf(listId: string, now: Date): Promise<HamletLink | null>
  countWrongPin(id: string): Promise<void>
  end(listId: string, at: Date): Promise<void>
  keepPhone(phone: { tokenHash: Buffer; linkId: string; at: Date }): Promise<void>
  isPhoneOf(tokenHash: Buffer, linkId: string): Promise<boolean>
}
