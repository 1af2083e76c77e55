import type { Scope } from '../policy.ts'

/** What lies at one police unit and how fast it comes back (features F13). */
export interface PoliceLoad {
  officers: number
  /** What one officer can check a day, as the police said; the usual figure when they have not. */
  rowsPerOfficerDay: number
  openLists: number
  /** People on them without an answer. */
  openRows: number
  /** From drawing up to the answer, over the last 60 days; null: nothing came back yet. */
  medianHours: number | null
}

export interface LoadConsent {
  id: string
  unitId: string
  unitName: string
  policeUnitId: string
  policeUnitName: string
  rows: number
  reason: string
  askedBy: string
  askedAt: Date
}

export interface PoliceLoads {
  /** Until the transaction ends nobody else sends to this police unit: whatever station counts its room is alone with it. */
  hold(policeUnitId: string): Promise<void>
  /** All its lists, whichever station drew them up. */
  of(policeUnitId: string, answeredSince: Date): Promise<PoliceLoad>
  /** What the police said of themselves; null: nothing yet. */
  capacityOf(policeUnitId: string): Promise<number | null>
  setCapacity(policeUnitId: string, rowsPerOfficerDay: number, by: { staffId: string; at: Date }): Promise<void>
  /** False while this station's last question waits for an answer. */
  ask(consent: Omit<LoadConsent, 'unitName' | 'policeUnitName'>): Promise<boolean>
  /** Questions nobody has answered, oldest first. */
  waiting(scope: Scope): Promise<LoadConsent[]>
  lock(id: string): Promise<LoadConsent | null>
  decide(id: string, granted: boolean, by: { staffId: string; at: Date }): Promise<void>
  /** The station's newest answer that is not used yet, locked until the transaction ends: it serves for one list. */
  answerFor(unitId: string): Promise<{ id: string; rows: number; granted: boolean; decidedAt: Date } | null>
  use(id: string, listId: string): Promise<void>
}
