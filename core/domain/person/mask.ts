import type { FullName } from './full-name.ts'
import type { PhoneE164 } from './phone.ts'

/** Phones are re-issued to strangers, so an unproved reader sees only the end: `•••• ••• 678` (domain 7.5). */
export function maskPhone(phone: PhoneE164): string {
  return `•••• ••• ${phone.slice(-3)}`
}

/** A citizen number, old number or passport number with only its last three signs. */
export function maskId(number: string): string {
  const shown = number.length > 6 ? 3 : 0
  return '•'.repeat(number.length - shown) + number.slice(number.length - shown)
}

/** `Nguyễn Thị Hoa` as `N••• T••• H•••`; the length is hidden with the letters. */
export function maskName(name: FullName): string {
  return name
    .split(' ')
    .map((word) => `${word.slice(0, 1)}•••`)
    .join(' ')
}
