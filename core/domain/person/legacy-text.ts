import { isSyllable } from './syllable.ts'

export type LegacyText = { font: 'tcvn3' | 'vni' | 'utf8_as_latin1'; text: string }

/**
 * Text of the old fonts TCVN3 (.VnTime) and VNI, or UTF-8 shown as Latin-1, with what it meant; null for ordinary
 * text. A reading counts only if every changed word becomes a Vietnamese syllable, so nothing is guessed.
 */
export function readLegacyText(text: string): LegacyText | null {
  if (!/[\u00a1-\u00ff]/u.test(text)) return null
  if (UTF8_TRACES.test(text)) return readMojibake(text)
  if (/[\u0100-\uffff]/u.test(text.normalize('NFC')) || words(text.normalize('NFC')).every(isSyllable)) return null
  const tcvn3 = convert(text, fromTcvn3)
  if (tcvn3 !== null) return { font: 'tcvn3', text: tcvn3 }
  const vni = convert(text, fromVni)
  return vni === null ? null : { font: 'vni', text: vni }
}

export type OldFont = 'tcvn3' | 'vni'

/**
 * The old font a column is written in, told by its cells: some are no Vietnamese without it. `mixed` when others can only be
 * Unicode or the other font: then a word that is one in both has to be looked at.
 */
export function fontOfColumn(cells: readonly string[]): OldFont | 'mixed' | null {
  const fonts = new Set(cells.flatMap((cell) => readLegacyText(cell)?.font ?? []))
  const hasUnicode = cells.some((cell) => /[\u0100-\u1eff]/u.test(cell.normalize('NFC')))
  const [font, ...others] = [...fonts].filter((one): one is OldFont => one !== 'utf8_as_latin1')
  if (font === undefined) return null
  return others.length > 0 || hasUnicode ? 'mixed' : font
}

/** The text as this font meant it; null when it has no sign of the font or would be no Vietnamese. */
export function readInFont(text: string, font: OldFont): string | null {
  if (!/[\u00a1-\u00ff]/u.test(text)) return null
  return convert(text, font === 'tcvn3' ? fromTcvn3 : fromVni)
}

/** Whether a text that is Vietnamese as it stands would be other Vietnamese in an old font: `Vò` is `Vũ` in TCVN3. */
export function isFontDoubt(text: string): boolean {
  if (/[\u0100-\uffff]/u.test(text.normalize('NFC'))) return false
  return (['tcvn3', 'vni'] as const).some((font) => (readInFont(text, font) ?? text) !== text)
}

const UTF8_TRACES = /Ã[\u0080-\u00bf]|á[º»]|Ä[\u0090\u2018\u0192]|Æ[°¯\u00a1]/u
/** What Windows-1252 shows for the bytes 80 to 9F, which Latin-1 leaves without a sign. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function readMojibake(text: string): LegacyText | null {
  const bytes = [...text].map((sign) =>
    CP1252.includes(sign) ? 0x80 + CP1252.indexOf(sign) : (sign.codePointAt(0) ?? 0),
  )
  if (bytes.some((byte) => byte > 255)) return null
  try {
    return { font: 'utf8_as_latin1', text: new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)) }
  } catch {
    return null
  }
}

function convert(text: string, convertWord: (word: string) => string): string | null {
  const converted = words(text).map(convertWord)
  return converted.every(isSyllable) ? converted.join(' ').normalize('NFC') : null
}

function words(text: string): string[] {
  return text.split(/[\s\u00a0]+/u).filter((word) => word !== '')
}

/** One Latin-1 sign of TCVN3 for each Vietnamese letter, in the same order. */
const TCVN3_SIGNS = '¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢§£¤¥¦'
const TCVN3_LETTERS = 'áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ'
const TCVN3 = new Map([...TCVN3_SIGNS].map((sign, index) => [sign, [...TCVN3_LETTERS][index] ?? sign]))

/** The capital font .VnTimeH shows small letters as capitals, so the case follows the word's plain letters. */
function fromTcvn3(word: string): string {
  const text = [...word].map((sign) => TCVN3.get(sign) ?? sign).join('')
  return followCase(word, text)
}

/** VNI writes a plain letter and then its marks as one sign. */
const VNI_MARKS: Readonly<Record<string, string>> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
}
const VNI_LETTERS: Readonly<Record<string, string>> = { ñ: 'đ', ö: 'ư', ô: 'ơ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }

function fromVni(word: string): string {
  let text = ''
  for (const sign of word.toLowerCase()) {
    const mark = VNI_MARKS[sign]
    text += mark !== undefined && /[aeouyơư]$/u.test(text) ? mark : (VNI_LETTERS[sign] ?? sign)
  }
  return followCase(word, text.normalize('NFC'))
}

function followCase(word: string, text: string): string {
  const plain = word.replace(/[^A-Za-z]/gu, '')
  if (plain.length > 1 && plain === plain.toUpperCase()) return text.toUpperCase()
  const first = word[0] ?? ''
  return first === first.toLowerCase() && text === text.toLowerCase()
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
}
