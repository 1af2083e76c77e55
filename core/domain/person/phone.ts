/** A Vietnamese mobile number in E.164, `+84` and nine digits. A channel to a person, never an identity. */
export type PhoneE164 = string & { readonly __phoneE164: true }

/** Reads a mobile number as typed or as a sheet kept it (84…, +84…, lost zero, dots), old 11-digit ones converted. */
export function readPhone(text: string): PhoneE164 | null {
  const national = nationalDigits(text)
  if (national === null) return null
  const current = renewPrefix(national)
  return /^0[35789]\d{8}$/u.test(current) ? (`+84${current.slice(1)}` as PhoneE164) : null
}

/** `0912345678` for people in Vietnam to read or dial. */
export function nationalPhone(phone: PhoneE164): string {
  return `0${phone.slice(3)}`
}

/** The 21 prefixes that changed on 15/09/2018, last seven digits kept (data/phone-prefix-2018.json). */
export const PREFIXES_2018: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

function nationalDigits(text: string): string | null {
  const compact = text.replace(/[\s\u00a0.()-]/gu, '').replace(/^'/u, '')
  if (!/^\+?\d{9,14}$/u.test(compact)) return null
  const digits = compact.replace(/^\+/u, '').replace(/^00(?=84)/u, '')
  if (/^840\d{9,10}$/u.test(digits)) return digits.slice(2)
  if (/^84\d{9,10}$/u.test(digits)) return `0${digits.slice(2)}`
  return /^[1-9]\d{8,9}$/u.test(digits) ? `0${digits}` : digits
}

function renewPrefix(national: string): string {
  const renewed = national.length === 11 ? PREFIXES_2018[national.slice(0, 4)] : undefined
  return renewed === undefined ? national : renewed + national.slice(4)
}
