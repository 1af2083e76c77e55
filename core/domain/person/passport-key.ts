/** A passport number in the one form in which numbers are compared: capital letters and digits only. */
export function passportKey(text: string): string {
  return text.replace(/[\s-]/gu, '').toUpperCase()
}
