import { dayInVietNam, midnightInVietNam } from '../citizen/viet-nam-day.ts'
import { spansOn, USUAL_HOURS } from '../thread/office-hours.ts'
import { isLikelyHoliday } from './working-calendar.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/**
 * How much of a span falls into working hours, in milliseconds: for sharing out work, never for the 48 hours of letter 9458,
 * which run on (features E09). 0 when the span ends before it begins.
 */
export function workingMsBetween(from: Date, to: Date): number {
  let sum = 0
  for (let day = midnightInVietNam(dayInVietNam(from)).getTime(); day < to.getTime(); day += DAY) {
    for (const span of workingSpans(dayInVietNam(new Date(day)))) {
      const start = Math.max(day + span.from * MINUTE, from.getTime())
      const end = Math.min(day + span.to * MINUTE, to.getTime())
      sum += Math.max(0, end - start)
    }
  }
  return sum
}

const workingSpans = (day: string) => (isLikelyHoliday(day) ? [] : spansOn(USUAL_HOURS, day))
