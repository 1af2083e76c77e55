/** `15/12/2026` or `2026-12-15` as a day of our time; null for an empty field. */
export function parseDate(typed: string): string | null | 'wrong' {
  const text = typed.trim()
  if (text === '') return null
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : text
  const isDay = /^(19|20)\d{2}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(`${iso}T00:00:00Z`))
  return isDay && new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso) ? iso : 'wrong'
}
