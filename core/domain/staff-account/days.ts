/** The day before a day, both YYYY-MM-DD. */
export function dayBefore(day: string): string {
  return daysAfter(day, -1)
}

/** So many days later, both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
