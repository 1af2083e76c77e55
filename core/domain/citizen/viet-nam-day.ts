/** The day in Viet Nam (UTC+7, no daylight saving) as YYYY-MM-DD. */
export function dayInVietNam(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}
