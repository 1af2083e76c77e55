/** What one colleague tells another about a case; `text` is what was typed, NFC. */
export interface CaseNote {
  id: string
  reportId: string
  unitId: string
  staffId: string
  text: string
  mentions: string[]
  at: Date
}

export interface NoteShown extends CaseNote {
  staffName: string
}

/** Somebody was named in a note and has not read it yet. */
export interface Mention {
  noteId: string
  code: string
  byName: string
  at: Date
}

export interface Colleague {
  staffId: string
  login: string
  fullName: string
}

/** Notes among colleagues of one unit about a case (features E12): no query here is without a unit. */
export interface Notes {
  /** False when this form was sent before. */
  add(note: CaseNote): Promise<boolean>
  of(reportId: string, unitId: string): Promise<NoteShown[]>
  count(reportId: string, unitId: string): Promise<number>
  /** Open accounts of the unit. */
  colleagues(unitId: string): Promise<Colleague[]>
  waiting(staffId: string, unitId: string): Promise<Mention[]>
  seen(reportId: string, staffId: string, at: Date): Promise<void>
  /** A person's data is erased, and what was noted about the case goes with it. */
  forget(reportId: string): Promise<void>
}
