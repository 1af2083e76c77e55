export interface StoredConversation {
  /** The engine's own JSON; whoever reads it checks its version. */
  state: unknown
  closedAt: Date | null
  lastHeardAt: Date | null
}

export interface Conversations {
  get(address: string): Promise<StoredConversation | null>
  /** Writes the state and opens the conversation again. */
  save(address: string, state: unknown, locale: 'vi' | 'en'): Promise<void>
  /** Writes the state alone: nobody has spoken there. */
  putState(address: string, state: unknown): Promise<void>
  /** The person blocked us: nothing is sent until they write again. */
  close(address: string): Promise<void>
}
