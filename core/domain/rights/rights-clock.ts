import { dayInVietNam, daysAfter, midnightInVietNam } from '../citizen/viet-nam-day.ts'
import { isWorkingDay, type OfficeHours } from '../thread/office-hours.ts'
import { EXTENSION_DAYS, PROCEDURE_WORKING_DAYS, RIGHTS_DAYS, type RightsKind } from './rights-kind.ts'
import type { RightsState } from './rights-lifecycle.ts'

const DAY = 86_400_000

/** Both clocks of a request; each ends when its day ends in Viet Nam. */
export interface RightsClock {
  /** When the procedure must have been told. */
  answerDueAt: Date
  /** When the wish must have been met. */
  dueAt: Date
}

/** The day of asking does not count. `hours`: of the unit that answers, for its closed days. */
export function rightsClock(kind: RightsKind, askedAt: Date, hours: OfficeHours): RightsClock {
  return {
    answerDueAt: endOfDay(workingDayAfter(askedAt, PROCEDURE_WORKING_DAYS, hours)),
    dueAt: endOfDay(daysAfter(dayInVietNam(askedAt), RIGHTS_DAYS[kind])),
  }
}

export function extended(dueAt: Date): Date {
  return new Date(dueAt.getTime() + EXTENSION_DAYS * DAY)
}

interface Running {
  state: RightsState
  answerDueAt: Date
  dueAt: Date
}

/** `answer`: nobody has told the procedure in time; `wish`: the whole is late. */
export function lateness({ state, answerDueAt, dueAt }: Running, now: Date): 'answer' | 'wish' | null {
  if (state !== 'received' && state !== 'explained') return null
  if (dueAt <= now) return 'wish'
  return state === 'received' && answerDueAt <= now ? 'answer' : null
}

function workingDayAfter(at: Date, count: number, hours: OfficeHours): string {
  let day = dayInVietNam(at)
  for (let left = count, ahead = 1; left > 0; ahead++) {
    day = daysAfter(dayInVietNam(at), ahead)
    if (isWorkingDay(hours, day)) left -= 1
  }
  return day
}

/** Midnight in Viet Nam after this day. */
function endOfDay(day: string): Date {
  return midnightInVietNam(daysAfter(day, 1))
}
