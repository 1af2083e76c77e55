import { dayInVietNam, midnightInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'

const DAY = 86_400_000
/** Five minutes after Zalo's night ends, so that two clocks need not agree to the second (channels 1.5). */
const MORNING = (6 * 60 + 5) * 60_000

/** The next 06:05 in Viet Nam. */
export function nextMorning(now: Date): Date {
  const today = midnightInVietNam(dayInVietNam(now)).getTime() + MORNING
  return new Date(today > now.getTime() ? today : today + DAY)
}
