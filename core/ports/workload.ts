import type { Scope } from '../policy.ts'

/** Somebody who can be given cases today. */
export interface Worker {
  staffId: string
  fullName: string
  /** Hours for cases on this day; null: nobody has said. */
  hours: number | null
  /** Lent to this unit by another one, up to this day. */
  lentUntil: string | null
}

/** A case that waits for a decision, in the order in which it is due. */
export interface WaitingCase {
  reportId: string
  code: string
  dueAt: Date
  holderId: string | null
}

/** Somebody who works at another unit of the district for some days; the post itself is of `StaffPosts`. Days YYYY-MM-DD. */
export interface Loan {
  postId: string
  staffId: string
  fullName: string
  fromUnit: string
  fromUnitName: string
  unitId: string
  unitName: string
  from: string
  until: string
}

/** Who has how much time, who is lent where, and how much comes in (features E19). */
export interface Workload {
  workers(unitId: string, day: string): Promise<Worker[]>
  setHours(hours: { staffId: string; day: string; hours: number; setBy: string }): Promise<void>
  waiting(unitId: string): Promise<WaitingCase[]>
  /** Reports recorded per day, YYYY-MM-DD in Viet Nam, days without any included; oldest first. */
  intake(unitId: string, from: string, to: string): Promise<{ day: string; count: number }[]>
  /** Median minutes between taking and deciding in this unit lately; null: too few to say. */
  minutesPerCase(unitId: string, since: Date): Promise<number | null>
  loan(postId: string): Promise<Loan | null>
  /** Present and coming loans from or to these units. */
  loans(scope: Scope, today: string): Promise<Loan[]>
  /** Clerks and heads of these units with an open account. */
  staffOf(scope: Scope): Promise<{ staffId: string; fullName: string; unitId: string; unitName: string }[]>
}
