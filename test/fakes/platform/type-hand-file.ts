import { readXlsx } from 'hucre/xlsx'
import type { Book } from './book.ts'
import type { BookDose, BookPerson } from './invented-people.ts'

const PERSON: Readonly<Record<string, keyof BookPerson>> = {
  'Họ và tên': 'fullName',
  'Ngày sinh': 'birthDate',
  'Giới tính': 'sex',
  'CCCD/CMND/Hộ chiếu': 'idNumber',
  'Số điện thoại': 'phone',
}
const DOSE: Readonly<Record<string, keyof BookDose>> = {
  'Mũi số': 'number',
  'Ngày tiêm': 'date',
  'Loại vắc xin': 'vaccine',
  'Số lô': 'lot',
  'Cơ sở tiêm': 'facility',
}

/** A clerk who types a file of single values into the practice Platform, line by line, just as it stands there. */
export async function typeHandFile(book: Book, bytes: Buffer): Promise<void> {
  const { sheets } = await readXlsx(new Uint8Array(bytes))
  for (const cells of (sheets[0]?.rows ?? []).slice(1)) {
    const [, recordId = '', , doseId = '', field = '', , to = ''] = cells.map((cell) => String(cell ?? ''))
    typeLine(book, { recordId, doseId, field, to })
  }
}

function typeLine(book: Book, line: { recordId: string; doseId: string; field: string; to: string }): void {
  const { recordId, doseId, field, to } = line
  const personKey = doseId === '' ? PERSON[field] : undefined
  if (personKey) book.edit(recordId, { [personKey]: to })
  else if (field === 'Xóa mũi' && to === 'Xóa') book.removeDose(doseId)
  else if (doseId !== '') typeDose(book, line)
}

function typeDose(
  book: Book,
  { recordId, doseId, field, to }: { recordId: string; doseId: string; field: string; to: string },
) {
  const key = DOSE[field]
  const empty = { doseId, recordId, number: '', vaccine: '', date: '', lot: '', facility: '' }
  const dose = book.doses.get(doseId) ?? empty
  book.editDose(key ? { ...dose, [key]: to } : dose)
}
