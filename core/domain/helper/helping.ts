/** What a citizen agrees to; the words stand in templates/sms/helper-code, templates/chat/help-code and on the paper slip. */
export const HELPER_CONSENT = 'helper-2026-11-1'

/** A citizen's hour with a helper ends by itself when nothing has been done for this long (features A09). */
export const HELPING_IDLE_MS = 30 * 60_000

/** The list of helped people keeps this much of a name: `Nguyễn Thị Hoa` is `N.T.H.`. */
export function initialsOf(fullName: string): string {
  const words = fullName.normalize('NFC').trim().split(/\s+/u)
  return words.map((word) => `${[...word][0]?.toLocaleUpperCase('vi') ?? ''}.`).join('')
}

/** A slip's number as it is printed; null when it cannot be one. */
export function readSlipNumber(text: string): string | null {
  const number = text.normalize('NFKC').toUpperCase().replace(/\s+/g, '')
  return /^[A-Z0-9][A-Z0-9/-]{2,19}$/.test(number) ? number : null
}
