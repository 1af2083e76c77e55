import type { Report } from '../domain/report/report.ts'

export interface LinkCode {
  codeHash: Buffer
  address: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

/** What one outgoing message was about, for the person who says it is not theirs (features I12). */
export interface MessageSubject {
  address: string
  reportId: string | null
  personId: string | null
}

/** All ways of talking of one person (features A13), and whom we must not write to (I10, I12). Addresses as in the outbox. */
export interface Contacts {
  keepLinkCode(code: LinkCode): Promise<void>
  /** The code, locked until the transaction ends. */
  lockLinkCode(codeHash: Buffer): Promise<LinkCode | null>
  useLinkCode(codeHash: Buffer, at: Date): Promise<void>

  /** Every address of the same person; always contains this one, which stands first. */
  groupOf(address: string): Promise<string[]>
  /** Makes one group of both: what each was linked with comes along. Their case lists become one. */
  join(one: string, other: string, at: Date): Promise<void>
  /**
   * Takes an address out; the others keep every report they could read. `takesCases`: the reports it sent stay with it,
   * else they go with the others, and so do their notices, and what it proved ends.
   */
  leave(address: string, takesCases: boolean, at: Date): Promise<void>
  /** Lets the whole group of this address read a report that none of its addresses sent. */
  shareCase(address: string, reportId: string): Promise<void>
  /** A chat (no browser) whose group shares this report; null: none. */
  chatSharing(reportId: string): Promise<string | null>
  /** True when this address, or one linked with it, sent the report, or it is shared with them. */
  readsCase(address: string, report: Pick<Report, 'id' | 'address'>): Promise<boolean>
  /** Reports sent by or shared with the group of this address, newest first. */
  casesOf(address: string): Promise<Report[]>

  /**
   * The address to which notices go: the chosen one, else the chat used last, else a browser; never a closed or stopped
   * one while another is open.
   */
  preferredOf(address: string): Promise<string>
  /** The choice itself; null: the one used last. */
  chosenOf(address: string): Promise<string | null>
  choose(address: string, preferred: string | null): Promise<void>

  optedOut(address: string): Promise<boolean>
  stop(address: string, at: Date): Promise<void>
  start(address: string): Promise<void>

  messageSubject(outboxId: string): Promise<MessageSubject | null>
  /** Reports of which this address was told by a message, newest first. */
  toldAt(address: string): Promise<string[]>
  /** Remembers the pair, and for the person of the report every other report too; false when it was known. */
  sayNotMe(address: string, about: { reportId: string | null; personId: string | null }, at: Date): Promise<boolean>
  /** May this address hear of this report? False once it said "Không phải tôi" about it or its person. */
  mayHear(address: string, about: { reportId: string | null; personId: string | null }): Promise<boolean>
}
