import type { Objection } from '../domain/objection.ts'

/** One paper on its way to the officer's own machine and back (dcc.md, browser agents). */
export interface SigningSession {
  id: string
  staffId: string
  purpose: 'return' | 'accept'
  /** The return that is signed or accepted. */
  subjectId: string
  fileKey: string
  fileSha256: string
  fileName: string
  downloadedAt: Date | null
  uploadedAt: Date | null
  state: 'waiting' | 'done' | 'refused'
  objection: Objection | null
  createdAt: Date
  expiresAt: Date
}

export interface SigningSessions {
  insert(session: SigningSession, tokens: { download: string; upload: string }): Promise<void>
  get(id: string): Promise<SigningSession | null>
  /** The session of this one-time address, the address used up; null: unknown, used or too late. */
  takeByToken(which: 'download' | 'upload', token: string, at: Date): Promise<SigningSession | null>
  /** How it ended; a session that has ended stays as it is. */
  settle(id: string, state: 'done' | 'refused', objection: Objection | null): Promise<void>
}
