import type { Book } from './book.ts'

const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')

/** "Danh sách xác minh": what the Platform holds and what the population database said to it, with its own total. */
export function resultsList(book: Book, unitId: string): string {
  const people = [...book.records.values()].filter((person) => person.unitId === unitId)
  const heads = [
    'Mã đối tượng',
    'Họ và tên',
    'Ngày sinh',
    'Giới tính',
    'CCCD/CMND',
    'Số điện thoại',
    'Kết quả xác minh',
  ]
  const rows = people.map((one) => [
    one.recordId,
    one.fullName,
    one.birthDate,
    one.sex,
    one.idNumber,
    one.phone,
    book.resultOf(one),
  ])
  return [heads, ...rows].map(line).concat(`Tổng số: ${people.length}`).join('\n')
}

export function dosesList(book: Book, unitId: string): string {
  const heads = ['Mã đối tượng', 'Mã mũi tiêm', 'Mũi số', 'Loại vắc xin', 'Ngày tiêm', 'Số lô', 'Cơ sở tiêm']
  const ofUnit = [...book.doses.values()].filter((dose) => book.records.get(dose.recordId)?.unitId === unitId)
  const rows = ofUnit.map((one) => [one.recordId, one.doseId, one.number, one.vaccine, one.date, one.lot, one.facility])
  return [heads, ...rows].map(line).concat(`Tổng số: ${rows.length}`).join('\n')
}

/** The full export a station works from. */
export function recordsList(book: Book, unitId: string): string {
  const heads = [
    'Mã đối tượng',
    'Họ và tên',
    'Ngày sinh',
    'Giới tính',
    'CCCD/CMND/Hộ chiếu',
    'Số điện thoại',
    'Quốc tịch',
    'Tỉnh/Thành phố',
    'Quận/Huyện',
    'Xã/Phường',
    'Địa chỉ',
    'Kết quả xác minh',
  ]
  const people = [...book.records.values()].filter((person) => person.unitId === unitId)
  const rows = people.map((one) => [
    ...[one.recordId, one.fullName, one.birthDate, one.sex, one.idNumber, one.phone, one.nationality],
    ...[one.province, one.district, one.commune, one.address, book.resultOf(one)],
  ])
  return [heads, ...rows].map(line).join('\n')
}
