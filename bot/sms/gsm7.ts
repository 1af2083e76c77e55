import { foldMarks } from '../../core/domain/person/marks.ts'

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** These take two places each (3GPP 23.038). */
const EXTENDED = '^{}\\[~]|€\f'

const TYPED: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
}

/**
 * Vietnamese without marks, as one writes it on any phone: 160 characters are one SMS, with marks only 70 would be
 * (docs/decisions/sms-gateway). What has no place in the alphabet of SMS becomes a question mark.
 */
export function asGsm7(text: string): string {
  const plain = foldMarks(text).replace(/[…–—“”‘’]/g, (char) => TYPED[char] ?? char)
  return [...plain].map((char) => (BASIC.includes(char) || EXTENDED.includes(char) ? char : '?')).join('')
}

/** How many SMS a text is billed as; every 7-bit text above 160 places is cut into pieces of 153. */
export function segmentsOf(text: string): number {
  const isGsm7 = [...text].every((char) => BASIC.includes(char) || EXTENDED.includes(char))
  if (!isGsm7) return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
  const places = [...text].reduce((sum, char) => sum + (EXTENDED.includes(char) ? 2 : 1), 0)
  return places <= 160 ? 1 : Math.ceil(places / 153)
}
