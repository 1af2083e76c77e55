/** A short code for a log line or a row: a fault's message may carry somebody's data, its code does not. */
export function faultCodeOf(fault: unknown): string {
  let name = 'fault'
  for (let each = fault; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown }
    if (typeof code === 'string' && /^\w{2,40}$/.test(code)) return code
    if (each.name !== 'Error') name = each.name
  }
  return name
}
