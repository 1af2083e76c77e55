import { z } from 'zod'
import { type DateOrder, readDate } from '../../core/domain/person/birth-date.ts'

const cell = z.string().default('')

/** The cells of one row of the Platform's dose list by our names. */
export const DoseRow = z.object({
  recordId: cell,
  doseId: cell,
  number: cell,
  vaccine: cell,
  date: cell,
  lot: cell,
  facility: cell,
  province: cell,
})
export type DoseRow = z.infer<typeof DoseRow>

/** `facts` by the columns of the table doses; the person is found later by `recordId`. Errors as in `RecordRead`. */
export type DoseRead = { errors: string[]; facts: Record<string, unknown> | null }

export function readDoseRow(row: DoseRow, order: DateOrder | 'mixed'): DoseRead {
  const missing = [
    row.recordId === '' ? ['record_id_missing'] : [],
    row.doseId === '' ? ['dose_id_missing'] : [],
    row.vaccine === '' ? ['vaccine_missing'] : [],
  ].flat()
  if (missing.length > 0) return { errors: missing, facts: null }
  const number = readDoseNumber(row.number)
  const givenOn = readDoseDate(row.date, order)
  const remarks = [
    row.number !== '' && number === null ? ['number_unreadable'] : [],
    givenOn === null ? ['date_unreadable'] : [],
  ].flat()
  const text = (value: string) => (value === '' ? null : value.normalize('NFC'))
  return {
    errors: remarks,
    facts: {
      platform_dose_id: row.doseId,
      number,
      vaccine: row.vaccine.normalize('NFC'),
      given_on: givenOn,
      given_text: row.date,
      lot: text(row.lot),
      facility: text(row.facility),
      province: text(row.province),
    },
  }
}

/** `2`, `Mũi 2`, `2.0`; no more than nine doses were ever given. */
function readDoseNumber(text: string): number | null {
  const digit = /^(?:m[uũ]i\s*(?:s[oố]\s*)?)?([1-9])(?:\.0+)?$/iu.exec(text.normalize('NFC'))?.[1]
  return digit === undefined ? null : Number(digit)
}

function readDoseDate(text: string, order: DateOrder | 'mixed'): string | null {
  const read = readDate(text, order === 'mixed' ? 'day_first' : order)
  if (read === null || read.value.precision !== 'day') return null
  const other = order === 'mixed' ? readDate(text, 'month_first') : read
  return other?.value.date === read.value.date ? read.value.date : null
}
