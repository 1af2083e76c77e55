import { z } from 'zod'
import { type DateOrder, readDate } from '../../core/domain/person/birth-date.ts'
import type { CellRepair } from '../../core/ports/record-sheets.ts'
import { type FontOf, readText } from './read-text.ts'

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
  enteredBy: cell,
})
export type DoseRow = z.infer<typeof DoseRow>

/** `facts` by the columns of the table doses; the person is found later by `recordId`. Errors as in `RecordRead`. */
export type DoseRead = { errors: string[]; facts: Record<string, unknown> | null; repairs: CellRepair[] }

export function readDoseRow(row: DoseRow, order: DateOrder | 'mixed', fontOf: FontOf): DoseRead {
  const missing = [
    row.recordId === '' ? ['record_id_missing'] : [],
    row.doseId === '' ? ['dose_id_missing'] : [],
    row.vaccine === '' ? ['vaccine_missing'] : [],
  ].flat()
  if (missing.length > 0) return { errors: missing, facts: null, repairs: [] }
  const number = readDoseNumber(row.number)
  const givenOn = readDoseDate(row.date, order)
  const remarks = [
    row.number !== '' && number === null ? ['number_unreadable'] : [],
    givenOn === null ? ['date_unreadable'] : [],
  ].flat()
  const texts = (['vaccine', 'lot', 'facility', 'province', 'enteredBy'] as const).map((field) =>
    readText(field, row[field], fontOf(field)),
  )
  const [vaccine, lot, facility, province, enteredBy] = texts.map(({ text }) => text)
  return {
    errors: [...remarks, ...new Set(texts.flatMap(({ error }) => error ?? []))],
    repairs: [...(givenOn?.repairs ?? []), ...texts.flatMap(({ repairs }) => repairs)],
    facts: {
      platform_dose_id: row.doseId,
      number,
      vaccine,
      given_on: givenOn?.date ?? null,
      given_text: row.date,
      lot,
      facility,
      province,
      entered_by: enteredBy,
    },
  }
}

/** `2`, `Mũi 2`, `2.0`; no more than nine doses were ever given. */
function readDoseNumber(text: string): number | null {
  const digit = /^(?:m[uũ]i\s*(?:s[oố]\s*)?)?([1-9])(?:\.0+)?$/iu.exec(text.normalize('NFC'))?.[1]
  return digit === undefined ? null : Number(digit)
}

function readDoseDate(text: string, order: DateOrder | 'mixed'): { date: string; repairs: CellRepair[] } | null {
  const read = readDate(text, order === 'mixed' ? 'day_first' : order)
  if (read === null || read.value.precision !== 'day') return null
  const other = order === 'mixed' ? readDate(text, 'month_first') : read
  const { date } = read.value
  if (other?.value.date !== date) return null
  if (read.reading === 'day_first' || read.reading === 'iso' || read.reading === 'compact') return { date, repairs: [] }
  return { date, repairs: [{ field: 'date', from: text, to: date, why: read.reading }] }
}
