export interface BoxedMessage {
  /** The outbox id: the same message put twice is one. */
  clientRef: string
  channel: string
  recipient: string
  text: string
}

/** What would have been sent, in practice mode. */
export interface MessageBox {
  put(message: BoxedMessage): Promise<void>
  /** Newest first. */
  latest(limit: number): Promise<(BoxedMessage & { sentAt: Date })[]>
}
