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

export function formatNumber(value: unknown, locale: string): string {
  if (typeof value !== 'number') throw new Error('formatNumber was not given a number.')
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB').format(value)
}

function inVietNam(value: unknown): { date: string; time: string } {
  const instant = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(instant.getTime())) throw new Error('A date to be shown was not given as ISO text.')
  const of = Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, part.value]))
  return { date: `${of.day}/${of.month}/${of.year}`, time: `${of.hour}:${of.minute}` }
}
