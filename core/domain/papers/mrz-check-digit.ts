const WEIGHTS = [7, 3, 1] as const

/**
 * ICAO 9303 check digit 0–9 of a machine-readable field: digits as they are, A–Z = 10–35, `<` = 0, weights 7, 3, 1.
 * Null when the field holds any other character.
 */
export function mrzCheckDigit(field: string): number | null {
  if (!/^[0-9A-Z<]*$/.test(field)) return null
  const sum = [...field].reduce((total, char, index) => total + valueOfSign(char) * (WEIGHTS[index % 3] ?? 0), 0)
  return sum % 10
}

/** Does the printed character agree? A filler stands for 0 where the field itself may be empty. */
export function mrzDigitAgrees(field: string, printed: string): boolean {
  const digit = mrzCheckDigit(field)
  return digit !== null && (printed === String(digit) || (printed === '<' && /^<*$/.test(field)))
}

function valueOfSign(char: string): number {
  if (char === '<') return 0
  return char >= 'A' ? char.charCodeAt(0) - 55 : Number(char)
}
