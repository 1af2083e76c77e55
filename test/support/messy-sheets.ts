import { writeXlsx } from 'hucre/xlsx'
import { inventPerson } from '../fakes/platform/invented-people.ts'
import { toMojibake, toTcvn3, toVni } from './old-fonts.ts'

/** What a cell of a messy sheet means; null: nobody can know, and it has to be left unread. */
export interface Meant {
  recordId: string
  fullName: string
  birthDate: string | null
  sex: string
  idNumber: string | null
  phone: string
  commune: string
}

export interface MessySheet {
  name: string
  fileName: string
  bytes: Buffer
  meant: Meant[]
}

type Style = {
  name: string
  heads: readonly string[]
  date: (born: Born) => string | number
  text?: (value: string) => string
  /** Lines of one hamlet share a merged cell. */
  merged?: boolean
  csv?: 'utf8' | 'latin1'
  above?: readonly string[]
  id?: (number: string) => string | number
  phone?: (phone: string) => string | number
}

type Born = { day: number; month: number; year: number }

const PLAIN = [
  'Mã đối tượng',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'CCCD/CMND/Hộ chiếu',
  'Số điện thoại',
  'Xã/Phường',
]
const two = (n: number) => String(n).padStart(2, '0')
const dmy = ({ day, month, year }: Born) => `${two(day)}/${two(month)}/${year}`
const mdy = ({ day, month, year }: Born) => `${two(month)}/${two(day)}/${year}`
const serial = ({ day, month, year }: Born) => Date.UTC(year, month - 1, day) / 86_400_000 + 25_569

const strip = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')

/** The ways in which lists of 2021 and 2022 were broken (features G14). */
const STYLES: readonly Style[] = [
  { name: 'as the Platform writes it', heads: PLAIN, date: dmy },
  {
    name: 'other names of heads',
    heads: ['MA DOI TUONG', 'HO TEN (*)', 'NS', 'Giới', 'Số căn cước công dân', 'SĐT', 'PHƯỜNG XÃ'],
    date: dmy,
  },
  {
    name: 'English heads',
    heads: ['record_id', 'full_name', 'dob', 'gender', 'id_number', 'phone', 'ward'],
    date: (b) => `${b.year}-${two(b.month)}-${two(b.day)}`,
  },
  { name: 'months first', heads: PLAIN, date: mdy },
  { name: 'dates as numbers of Excel', heads: PLAIN, date: serial },
  { name: 'dates in words', heads: PLAIN, date: (b) => `ngày ${b.day} tháng ${b.month} năm ${b.year}` },
  { name: 'dates with dots and no zeros', heads: PLAIN, date: (b) => `${b.day}.${b.month}.${b.year}` },
  { name: 'dates with a time behind', heads: PLAIN, date: (b) => `${dmy(b)} 00:00:00` },
  {
    name: 'a title above and merged hamlets',
    heads: PLAIN,
    date: dmy,
    merged: true,
    above: ['DANH SÁCH ĐỐI TƯỢNG TIÊM', 'Trạm Y tế xã Mẫu'],
  },
  { name: 'font TCVN3', heads: PLAIN, date: dmy, text: toTcvn3 },
  { name: 'font VNI', heads: PLAIN, date: dmy, text: toVni },
  {
    name: 'TCVN3 in a one-byte CSV',
    heads: PLAIN.map((head) => strip(head)),
    date: dmy,
    text: toTcvn3,
    csv: 'latin1',
  },
  { name: 'CSV with NFD letters', heads: PLAIN, date: dmy, text: (value) => value.normalize('NFD'), csv: 'utf8' },
  {
    name: 'UTF-8 shown as Latin-1',
    heads: PLAIN,
    date: dmy,
    text: toMojibake,
  },
  { name: 'numbers kept as numbers', heads: PLAIN, date: dmy, id: Number, phone: Number },
  {
    name: 'phones of before 2018 and with dots',
    heads: PLAIN,
    date: dmy,
    phone: (phone) => `+84 ${phone.slice(1, 4)}.${phone.slice(4)}`,
  },
]

/** One sheet per style, `rows` lines each, with what every cell means. */
export async function messySheets(rows: number): Promise<MessySheet[]> {
  return Promise.all(STYLES.map((style, index) => sheetOf(style, rows, index * rows)))
}

async function sheetOf(style: Style, rows: number, skip: number): Promise<MessySheet> {
  const people = Array.from({ length: rows }, (_, n) => inventPerson(skip + n + 1, 'tyt-mau', ''))
  const text = style.text ?? ((value: string) => value)
  const lines = people.map(({ person }, n) => {
    const [day = 1, month = 1, year = 1] = person.birthDate.split('/').map(Number)
    const commune = style.merged && n % 5 > 0 ? '' : text(person.commune)
    const id = style.id && person.idNumber ? style.id(person.idNumber) : person.idNumber
    const phone = style.phone ? style.phone(person.phone) : person.phone
    return [
      person.recordId,
      text(person.fullName),
      style.date({ day, month, year }),
      text(person.sex),
      id,
      phone,
      commune,
    ]
  })
  const meant = people.map(({ person }) => meantBy(person, style))
  const bytes = style.csv ? csvOf(style, lines) : await bookOf(style, lines)
  return { name: style.name, fileName: style.csv ? 'danh-sach.csv' : 'danh-sach.xlsx', bytes, meant }
}

/** A number that lost its zero is no number any more: it is kept as malformed, not mended by a guess. */
function meantBy(person: ReturnType<typeof inventPerson>['person'], style: Style): Meant {
  const { recordId, fullName, sex, phone, commune } = person
  const iso = person.birthDate.split('/').toReversed().join('-')
  const shown = style.id && person.idNumber ? String(style.id(person.idNumber)) : person.idNumber
  const idNumber = /^\d{12}$/u.test(shown) ? shown : null
  return {
    recordId,
    fullName,
    birthDate: iso,
    sex: sex === 'Nam' ? 'male' : 'female',
    idNumber,
    phone: `+84${phone.slice(1)}`,
    commune,
  }
}

async function bookOf(style: Style, lines: (string | number)[][]): Promise<Buffer> {
  const above = (style.above ?? []).map((title) => [title])
  const first = above.length + 1
  const merges = style.merged
    ? Array.from({ length: Math.floor(lines.length / 5) }, (_, n) => ({
        startRow: first + n * 5,
        endRow: first + n * 5 + 4,
        startCol: 6,
        endCol: 6,
      }))
    : []
  const title = above.map((_, row) => ({ startRow: row, endRow: row, startCol: 0, endCol: 6 }))
  const rows = [...above, [...style.heads], ...lines]
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'Sheet1', rows, merges: [...title, ...merges] }] }))
}

function csvOf(style: Style, lines: (string | number)[][]): Buffer {
  const text = [style.heads, ...lines].map((line) => line.join(';')).join('\r\n')
  return Buffer.from(text, style.csv)
}
