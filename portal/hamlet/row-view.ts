import { HAMLET_ANSWERS } from '../../core/domain/hamlet/hamlet-answer.ts'
import { maskId } from '../../core/domain/person/mask.ts'
import type { HamletRow } from '../../core/ports/hamlet-lists.ts'
import { formatDate } from '../../templates/rendering/formatters.ts'
import type { ReadRows, TypedRow } from './answer-form.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

const NOTHING_TYPED: TypedRow = { answer: '', fullName: '', birthDate: '', sex: '', idNumber: '', note: '' }

/** Households in the order of the list, each with its people. */
export function householdsView<T extends { household: number }>(rows: readonly T[], say: Say) {
  const homes = [...Map.groupBy(rows, (row) => row.household)]
  return homes.map(([household, people]) => ({
    heading: say('hamlet.household', { number: household, count: people.length }),
    people,
  }))
}

/** The least by which a neighbour knows a person: the number only by its last three signs. */
export function personView(row: HamletRow, say: Say) {
  return {
    rowNo: row.rowNo,
    household: row.household,
    fullName: row.facts.fullName,
    birthDate: formatDate(row.facts.birthDate),
    sex: say(`police.sex.${row.facts.sex}`),
    idNumber: row.facts.idNumber ? maskId(row.facts.idNumber) : say('hamlet.noNumber'),
    /** On paper the dots of a mask only take room. */
    idTail: row.facts.idNumber ? `… ${row.facts.idNumber.slice(-3)}` : say('hamlet.noNumber'),
    address: row.address,
  }
}

/** What the top of the page says of rows that could not be taken as typed. */
export function faultLinks(open: readonly HamletRow[], read: ReadRows | null, say: Say) {
  const faults = read?.faults.filter(({ rowNo }) => open.some((row) => row.rowNo === rowNo)) ?? []
  return faults.map(({ rowNo, field }) => ({
    href: `#row-${rowNo}`,
    message: say('hamlet.rowFault', { row: rowNo, fault: say(`hamlet.faults.${field}`) }),
  }))
}

/** A row to be answered, with what was typed and not taken. */
export function askedRowView(row: HamletRow, read: ReadRows | null, say: Say) {
  const typed = read?.typed.get(row.rowNo) ?? NOTHING_TYPED
  const fault = read?.faults.find((one) => one.rowNo === row.rowNo) ?? null
  const answers = HAMLET_ANSWERS.map((value, index) => ({
    value,
    key: index + 1,
    label: say(`hamlet.answer.${value}`),
    checked: typed.answer === value,
  }))
  return {
    ...personView(row, say),
    version: row.version,
    answers,
    typed,
    isOpen: typed.answer === 'wrong' || fault !== null,
    fault: fault && say(`hamlet.faults.${fault.field}`),
  }
}
