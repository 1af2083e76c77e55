import type { ChangedField } from '../domain/exchange/approved-change.ts'
import type { ControlTotals } from '../domain/exchange/control-totals.ts'
import type { ChangeTrail } from '../domain/exchange/row-state.ts'

export interface PlatformDelivery {
  exportId: string
  state: 'waiting' | 'handed_over' | 'accepted' | 'refused'
  attempts: number
  faultCode: string | null
  /** Since when the Platform has not answered; null while it does. */
  awaySince: Date | null
  toldAt: Date | null
  acceptedAt: Date | null
  /** `aside`: where an answer lies that nobody could read. */
  receipt: { totals?: ControlTotals; reason?: string; aside?: string } | null
}

/** Files on their way to the Platform, in the order in which they were made (features G11). */
export interface PlatformDeliveries {
  add(exportId: string): Promise<void>
  get(exportId: string): Promise<PlatformDelivery | null>
  /** Locked until the transaction ends. */
  lock(exportId: string): Promise<PlatformDelivery | null>
  save(delivery: PlatformDelivery): Promise<void>
  /** The oldest one after this export that is still open; null: none. */
  nextOpen(after: string | null): Promise<PlatformDelivery | null>
  /** Reports whose values lie in this file. */
  reportsIn(exportId: string): Promise<string[]>
  /** Units whose people have rows that the Platform took before this moment and no list has spoken of. */
  unitsAwaiting(before: Date): Promise<string[]>
}

export type PlatformTaskKind =
  | 'not_landed'
  | 'changed_by_other'
  | 'resting'
  | 'dose_elsewhere'
  | 'file_refused'
  | 'answer_unreadable'

export interface PlatformTask {
  id: string
  kind: PlatformTaskKind
  /** An approved change; of `file_refused` and `answer_unreadable` the export. */
  subjectId: string
  unitId: string
  personId: string | null
  reportId: string | null
  exportId: string | null
  stage: string
  facility: string | null
  openedAt: Date
  dueAt: Date
}

/** What is asked for; the hours count from the moment it is opened. */
export type NewPlatformTask = Omit<PlatformTask, 'id' | 'openedAt' | 'dueAt'> & { hours: number }

/** An open task as its page shows it. */
export interface ShownPlatformTask extends PlatformTask {
  rounds: number
  personName: string | null
  recordId: string | null
  reportCode: string | null
  exportNumber: string | null
  field: ChangedField | null
  /** The unit of the report, when its evidence lies with somebody else. */
  fromUnitName: string | null
}

export interface PlatformTasks {
  /** Opens it, or opens it anew when it had been closed. False: it was open. */
  open(task: NewPlatformTask): Promise<boolean>
  /** Opens it once; what somebody has closed stays closed. */
  openOnce(task: NewPlatformTask): Promise<boolean>
  /** Everything these subjects had open, of these kinds. */
  close(subjectIds: readonly string[], kinds: readonly PlatformTaskKind[], at: Date): Promise<void>
  /** By an officer of the unit; false: not theirs, or not open. */
  closeOne(id: string, by: { staffId: string; unitId: string; at: Date }): Promise<boolean>
  ofUnit(unitId: string): Promise<ShownPlatformTask[]>
  countOf(unitId: string): Promise<number>
  /** Who has the doses of this report that another place typed, and until when (features G12). */
  doseKeepersOf(reportId: string): Promise<{ unitName: string; dueAt: Date; isDone: boolean }[]>
}

/** An approved value with everything that has happened to it. */
export interface ChangeState extends ChangeTrail {
  changeId: string
  personId: string
  reportId: string | null
  field: ChangedField
  unitId: string
  exportId: string | null
  exportNumber: string | null
  rowNo: number | null
}

export interface ExchangeStates {
  /** Values behind a report, those of its identity case too. */
  ofReport(reportId: string): Promise<ChangeState[]>
  /** Values that have not moved since that moment; oldest first. */
  untouchedSince(before: Date, limit: number, after: string | null): Promise<ChangeState[]>
}

export interface DoseRemoval {
  id: string
  unitId: string
  personId: string
  keepDoseId: string
  removeDoseId: string
  /** Two officers found that both were given. */
  bothReal: boolean
  reason: string
  firstBy: string
  firstAt: Date
  secondBy: string | null
  secondAt: Date | null
}

/** The same dose typed by two sites (features G13). */
export interface DoseRemovals {
  /** People of the unit with two doses less than this many days apart. */
  peopleWithCloseDoses(unitId: string, days: number, limit: number): Promise<string[]>
  ofPeople(personIds: readonly string[]): Promise<DoseRemoval[]>
  /** False: somebody has proposed something for this pair. */
  propose(removal: DoseRemoval): Promise<boolean>
  lock(id: string): Promise<DoseRemoval | null>
  decide(id: string, second: { by: string; at: Date }): Promise<void>
  takeBack(id: string): Promise<void>
  /** The Platform no longer shows the dose: it leaves the mirror, its history stays. */
  takenAway(doseId: string, importId: string): Promise<void>
}

/** One write to a record; `facts` by the columns of its table, null: the dose is gone (features G07). */
export interface RecordWrite {
  doseId: string | null
  at: Date
  facts: Record<string, unknown> | null
  /** The file it came with. */
  source: { importId: string; kind: string; fileName: string; at: Date; staffName: string | null } | null
}

/** A value that landed, with the authority that decided it. */
export interface LandedValue {
  field: ChangedField
  doseId: string | null
  importId: string
  exportId: string
  exportNumber: string
  rowNo: number
  policeList: string | null
  reportCode: string | null
  decidedBy: string | null
  decidedUnit: string | null
  decidedAt: Date | null
}

export interface RecordHistories {
  of(personId: string): Promise<RecordWrite[]>
  /** The rows themselves as JSON, to compare a replay with. */
  current(
    personId: string,
  ): Promise<{ person: Record<string, unknown>; doses: Record<string, Record<string, unknown>> } | null>
  landed(personId: string): Promise<LandedValue[]>
}

/** The road to the Platform and back, as one transaction reaches it. */
export interface PlatformStores {
  platformDeliveries: PlatformDeliveries
  platformTasks: PlatformTasks
  exchangeStates: ExchangeStates
  doseRemovals: DoseRemovals
  recordHistories: RecordHistories
}
