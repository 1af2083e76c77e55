/** Writes Unicode as the old fonts and broken programs left it, for sheets that have to be read again (features G14). */
export const toTcvn3 = (text: string) => toFont(text, TCVN3)
export const toVni = (text: string) => toFont(text, VNI)
export const toMojibake = (text: string) => [...Buffer.from(text, 'utf8')].map((byte) => cp1252(byte)).join('')

const LETTERS = 'áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ'
const TCVN3_SIGNS = '¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢§£¤¥¦'
const TCVN3 = new Map([...LETTERS].map((letter, index) => [letter, [...TCVN3_SIGNS][index] ?? letter]))

/** VNI: the plain letter, then one sign for its marks together. */
const VNI_SIGNS: Readonly<Record<string, string>> = {
  '\u0301': 'ù',
  '\u0300': 'ø',
  '\u0309': 'û',
  '\u0303': 'õ',
  '\u0323': 'ï',
  '\u0302': 'â',
  '\u0302\u0301': 'á',
  '\u0302\u0300': 'à',
  '\u0302\u0309': 'å',
  '\u0302\u0303': 'ã',
  '\u0302\u0323': 'ä',
  '\u0306': 'ê',
  '\u0306\u0301': 'é',
  '\u0306\u0300': 'è',
  '\u0306\u0309': 'ú',
  '\u0306\u0303': 'ü',
  '\u0306\u0323': 'ë',
}
const VNI_I: Readonly<Record<string, string>> = {
  '\u0301': 'í',
  '\u0300': 'ì',
  '\u0309': 'æ',
  '\u0303': 'ó',
  '\u0323': 'ò',
}
const order = (mark: string) => (mark === '\u0302' || mark === '\u0306' ? 0 : 1)
const VNI = new Map([...LETTERS, ...'ÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÓÒỎÕỌỐỒỔỖỘÚÙỦŨỤ'].flatMap((letter) => vniOf(letter)))

const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const cp1252 = (byte: number) =>
  byte >= 0x80 && byte < 0xa0 ? (CP1252[byte - 0x80] ?? '') : String.fromCodePoint(byte)

function vniOf(letter: string): [string, string][] {
  if (letter === 'đ') return [['đ', 'ñ']]
  if (letter === 'Đ') return [['Đ', 'Ñ']]
  const [plain = '', ...marks] = [...letter.normalize('NFD')]
  if (plain === 'i' || plain === 'I') return [[letter, VNI_I[marks.join('')] ?? letter]]
  // The horn has letters of its own, which take the plain tone signs behind them.
  const horn = marks.includes('\u031b')
  const rest = marks.filter((mark) => mark !== '\u031b').toSorted((a, b) => order(a) - order(b))
  const base = horn ? ({ o: 'ô', u: 'ö', O: 'Ô', U: 'Ö' }[plain] ?? plain) : plain
  const sign = rest.length === 0 ? '' : VNI_SIGNS[rest.join('')]
  if (sign === undefined) return []
  const isCapital = plain !== plain.toLowerCase()
  return [[letter, base + (isCapital ? sign.toUpperCase() : sign)]]
}

function toFont(text: string, font: ReadonlyMap<string, string>): string {
  return [...text.normalize('NFC')].map((letter) => font.get(letter) ?? letter).join('')
}
