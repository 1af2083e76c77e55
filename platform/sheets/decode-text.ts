import { readLegacyText } from '../../core/domain/person/legacy-text.ts'
import { isSyllable } from '../../core/domain/person/syllable.ts'
import { type SheetEncoding, SheetRefused } from './sheet-content.ts'

/**
 * Text of a CSV file. Without a mark at the start UTF-8 is tried first, as it cannot be mistaken; then Windows-1258,
 * unless the words are those of the fonts TCVN3 or VNI, whose letters are left for the row reader to convert and list.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: SheetEncoding } {
  const marked = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  const encoding = marked?.encoding ?? guessEncoding(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\0') || text.includes('\ufffd')) throw new SheetRefused('bad_encoding')
  return { text: encoding === 'windows-1252' ? text : text.normalize('NFC'), encoding }
}

const MARKS: readonly { mark: readonly number[]; encoding: SheetEncoding }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
]

function guessEncoding(bytes: Buffer): SheetEncoding {
  const head = bytes.subarray(0, 8192)
  const zeros = [0, 1].map((side) => head.filter((byte, index) => byte === 0 && index % 2 === side).length)
  if ((zeros[1] ?? 0) > head.length / 5) return 'utf-16le'
  if ((zeros[0] ?? 0) > head.length / 5) return 'utf-16be'
  if (head.includes(0)) throw new SheetRefused('not_a_sheet')
  return isUtf8(bytes) ? 'utf-8' : guessOneByte(bytes)
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function guessOneByte(bytes: Buffer): SheetEncoding {
  const head = bytes.subarray(0, 65_536)
  const as1258 = shareOfSyllables(new TextDecoder('windows-1258').decode(head).normalize('NFC'))
  const asFont = shareOfSyllables(convertFonts(new TextDecoder('windows-1252').decode(head)))
  if (Math.max(as1258, asFont) < 0.5) throw new SheetRefused('bad_encoding')
  return asFont > as1258 ? 'windows-1252' : 'windows-1258'
}

function convertFonts(text: string): string {
  return text
    .split(/[,;\t\r\n"]+/u)
    .map((cell) => readLegacyText(cell)?.text ?? cell)
    .join('\n')
}

/** Of the words with other than plain letters, how many are spelled as Vietnamese can be. */
function shareOfSyllables(text: string): number {
  const words = text.split(/[^\p{L}\p{M}\u00a1-\u00ff]+/u).filter((word) => /[^\u0020-\u007e]/u.test(word))
  return words.length === 0 ? 0 : words.filter(isSyllable).length / words.length
}
