import { foldName, readFullName } from '../person/full-name.ts'

/** What nobody should have to write into a report's free text (features L14). */
export type PrivateKind = 'number' | 'phone' | 'name'

export interface PrivatePart {
  kind: PrivateKind
  /** Where it stands in the text: first character, and the one behind the last. */
  from: number
  to: number
}

/** Numbers of papers, phones and names of other people in a text, in their order; `own` names are no news. */
export function findPrivate(text: string, own: readonly string[] = []): PrivatePart[] {
  const found = [...numbersIn(text), ...spokenNumbersIn(text), ...namesIn(text, own)]
  const inOrder = found.sort((a, b) => a.from - b.from || b.to - a.to)
  return inOrder.filter((part, at) => !inOrder.slice(0, at).some((before) => before.to > part.from))
}

/** The text without them; what was taken out leaves `[…]`, so that the sentence still reads. */
export function withoutPrivate(text: string, parts: readonly PrivatePart[]): string {
  return parts.reduceRight((left, { from, to }) => `${left.slice(0, from)}[…]${left.slice(to)}`, text)
}

/** A digit as people type it: full-width ones, and O, o, l, I in their place. */
const DIGIT = '[0-9０-９OolI]'
const RUN = new RegExp(`[+(]?[0-9０-９](?:[\\s.,\\-–_/()·:]{0,3}${DIGIT})+`, 'gu')
const LETTERED = /(?<![\p{L}\p{N}])(?:[A-Z]{1,2}[ .-]?\d{6,8}|[A-Z]{2}[ .-]?\d(?:[ .-]?\d){12})(?!\d)/gu
const DAY = /(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}(?![./-]?\d)/gu

/** Nine digits are an old card, ten a phone, twelve a citizen number; days of the calendar are none of these. */
function numbersIn(text: string): PrivatePart[] {
  const plain = text.replace(DAY, (day) => '#'.repeat(day.length))
  const runs = [...plain.matchAll(RUN)].flatMap((match) => partOf(match, match.index))
  const lettered = [...plain.matchAll(LETTERED)].map((match) => ({
    kind: 'number' as const,
    from: match.index,
    to: match.index + match[0].length,
  }))
  return [...runs, ...lettered]
}

function partOf([run]: RegExpExecArray, from: number): PrivatePart[] {
  const digits = run.normalize('NFKC').replace(/[Oo]/g, '0').replace(/[lI]/g, '1').replace(/\D/g, '')
  if (digits.length < 9) return []
  return [{ kind: isPhone(digits) ? 'phone' : 'number', from, to: from + run.length }]
}

/** Mobile and landline, with 0, 84 or +84 in front, the eleven digits of before 2018 too. */
function isPhone(digits: string): boolean {
  return /^(0|84|0084)([35789]\d{8}|1\d{9}|2\d{8,9})$/.test(digits)
}

const SPOKEN = 'không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bay|bẩy|tám|tam|chín|chin'
const SPOKEN_RUN = new RegExp(`(?<!\\p{L})(?:${SPOKEN})(?:[\\s,.-]+(?:${SPOKEN})(?!\\p{L})){7,}`, 'giu')

function spokenNumbersIn(text: string): PrivatePart[] {
  return [...text.matchAll(SPOKEN_RUN)].map((match) => ({
    kind: 'phone',
    from: match.index,
    to: match.index + match[0].length,
  }))
}

const SURNAMES =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Mai|Tô|Trịnh|Đoàn|Lâm|Lò|Giàng|Sùng|Vàng|Cao|Tạ|Hà|Lương|Triệu|Nông|Thạch|Sơn|Kim|Châu|Danh|Quách'
const WORD = "\\p{Lu}[\\p{Ll}']+"
const FULL_NAME = new RegExp(`(?<![\\p{L}\\p{N}])(?:${SURNAMES})(?: ${WORD}){1,4}`, 'gu')
const CALLED = new RegExp(
  `(?<!\\p{L})(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ậu|[Mm]ợ|[Tt]hím|[Dd]ì|[Ee]m|[Cc]háu|[Vv]ợ|[Cc]hồng|[Cc]on trai|[Cc]on gái|[Bb]ác sĩ|[Yy] tá|[Mm]rs?|[Mm]s|[Dd]r)\\.? (${WORD}(?: ${WORD}){0,3})`,
  'gu',
)
/** What stands before the name of a place. */
const PLACE =
  /(?:xã|phường|huyện|quận|tỉnh|thành phố|tp\.?|thị trấn|thôn|ấp|bản|đường|phố|bệnh viện|trạm y tế|trường|chợ)\s+$/iu

function namesIn(text: string, own: readonly string[]): PrivatePart[] {
  const ours = own.map(folded)
  const whole = [...text.matchAll(FULL_NAME)].map((match) => ({ name: match[0], from: match.index }))
  const called = [...text.matchAll(CALLED)].map((match) => {
    const name = match[1] ?? ''
    return { name, from: match.index + match[0].length - name.length }
  })
  return [...whole, ...called]
    .filter(({ name, from }) => !PLACE.test(text.slice(0, from)) && !ours.some((mine) => isPartOf(folded(name), mine)))
    .map(({ name, from }) => ({ kind: 'name', from, to: from + name.length }))
}

function folded(name: string): string {
  const read = readFullName(name)
  return read ? foldName(read) : name.toLowerCase()
}

function isPartOf(name: string, whole: string): boolean {
  return ` ${whole} `.includes(` ${name} `)
}
