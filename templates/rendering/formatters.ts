import { midnightInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `2021-08-05` or an instant becomes `05/08/2021`, as Vietnamese papers write it, in both languages. */
export function formatDate(iso: unknown): string {
  const day = typeof iso === 'string' ? DAY.exec(iso) : null
  if (day) return `${day[3]}/${day[2]}/${day[1]}`
  const { date } = inVietNam(iso)
  return date
}

/** An instant becomes `16:05, 05/08/2021` in Viet Nam's time. */
export function formatDateTime(iso: unknown): string {
  const { date, time } = inVietNam(iso)
  return `${time}, ${date}`
}

type Say = (key: string, params: Readonly<Record<string, string>>) => string

const DAY_MS = 86_400_000

/** A moment as people say it on the day `today` (YYYY-MM-DD in Viet Nam): `16:00 hôm nay`, else with weekday and date (features D02). */
export function formatDue(iso: unknown, today: string, locale: string, say: Say): string {
  const { date, time } = inVietNam(iso)
  const days = Math.floor((instantOf(iso).getTime() - midnightInVietNam(today).getTime()) / DAY_MS)
  const near = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)]
  if (near) return say(`track.due.${near}`, { time })
  return say('track.due.other', { time, weekday: weekdayOf(iso, locale), date })
}

/** `12:00 thứ Tư, 18/11/2026`: where somebody must come or wait, the day of the week stands beside the date. */
export function formatDeadline(iso: unknown, locale: string): string {
  const { date, time } = inVietNam(iso)
  return `${time} ${weekdayOf(iso, locale)}, ${date}`
}

function weekdayOf(iso: unknown, locale: string): string {
  const language = locale === 'vi' ? 'vi-VN' : 'en-GB'
  const weekday = new Intl.DateTimeFormat(language, { timeZone: ZONE, weekday: 'long' }).format(instantOf(iso))
  return locale === 'vi' ? weekday.replace('Thứ', 'thứ').replace('Chủ Nhật', 'Chủ nhật') : weekday
}

export function formatNumber(value: unknown, locale: string): string {
  if (typeof value !== 'number') throw new Error('formatNumber was not given a number.')
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB').format(value)
}

function inVietNam(value: unknown): { date: string; time: string } {
  const of = Object.fromEntries(parts.formatToParts(instantOf(value)).map((part) => [part.type, part.value]))
  return { date: `${of.day}/${of.month}/${of.year}`, time: `${of.hour}:${of.minute}` }
}

function instantOf(value: unknown): Date {
  const instant = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(instant.getTime())) throw new Error('A date to be shown was not given as ISO text.')
  return instant
}
