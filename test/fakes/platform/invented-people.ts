/** A person as the practice Platform keeps them: every value is the text a clerk sees. */
export interface BookPerson {
  recordId: string
  unitId: string
  fullName: string
  birthDate: string
  sex: string
  idNumber: string
  phone: string
  nationality: string
  province: string
  district: string
  commune: string
  address: string
}

export interface BookDose {
  doseId: string
  recordId: string
  number: string
  vaccine: string
  date: string
  lot: string
  facility: string
}

/** What the population database knows: the four legal fields, as texts of the same form. */
export type LegalTexts = Pick<BookPerson, 'fullName' | 'birthDate' | 'sex' | 'idNumber'>

export type Invented = { person: BookPerson; doses: BookDose[]; truth: LegalTexts }

const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
]
const MIDDLES = { female: ['Thị', 'Ngọc', 'Thu', 'Thị Minh', 'Phương'], male: ['Văn', 'Đức', 'Hữu', 'Quang', 'Minh'] }
const GIVEN = {
  female: ['Hoa', 'Lan', 'Mai', 'Hương', 'Thảo', 'Yến', 'Hạnh', 'Thủy', 'Ngân', 'Trâm'],
  male: ['Hùng', 'Dũng', 'Bảo', 'Phúc', 'Tuấn', 'Khôi', 'Thắng', 'Vinh', 'Long', 'Sơn'],
}
const VACCINES = ['AstraZeneca', 'Pfizer', 'Moderna', 'Vero Cell']

/** Invented person number `n`: the same number is always the same person. Every third has no number, every seventh a malformed one. */
export function inventPerson(n: number, unitId: string, facility: string): Invented {
  const pick = <T>(list: readonly T[], salt: number): T => list[(n * salt + (n >> 4) * 7) % list.length] as T
  const isMale = n % 2 === 0
  const kind = isMale ? 'male' : 'female'
  const year = 1940 + ((n * 13) % 65)
  const [day, month] = [1 + (n % 28), 1 + ((n * 5) % 12)].map((part) => String(part).padStart(2, '0'))
  const birthDate = `${day}/${month}/${year}`
  const century = year >= 2000 ? 2 : 0
  const idNumber = `001${century + (isMale ? 0 : 1)}${String(year).slice(2)}${String(n).padStart(6, '0')}`
  const fullName = `${pick(SURNAMES, 3)} ${pick(MIDDLES[kind], 5)} ${pick(GIVEN[kind], 11)}`
  const truth = { fullName, birthDate, sex: isMale ? 'Nam' : 'Nữ', idNumber }
  const recordId = `S${String(n).padStart(8, '0')}`
  const person = {
    ...truth,
    idNumber: n % 3 === 0 ? '' : n % 7 === 0 ? idNumber.slice(1) : idNumber,
    recordId,
    unitId,
    phone: `09${String(10_000_000 + n)}`,
    nationality: 'VN',
    province: 'Mẫu',
    district: 'Huyện Mẫu',
    commune: 'Xã Mẫu',
    address: `Thôn ${1 + (n % 9)}`,
  }
  const doses = [1, 2].map((number) => ({
    doseId: `D${String(n).padStart(8, '0')}${number}`,
    recordId,
    number: String(number),
    vaccine: pick(VACCINES, 1),
    date: `${String(1 + (n % 28)).padStart(2, '0')}/${number === 1 ? '08' : '10'}/2021`,
    lot: `L${1000 + (n % 900)}`,
    facility,
  }))
  return { person, doses, truth }
}
