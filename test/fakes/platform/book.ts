import { createHash } from 'node:crypto'
import { controlTotals } from './count-totals.ts'
import type { BookDose, BookPerson, Invented, LegalTexts } from './invented-people.ts'
import { readWorkbook } from './read-workbook.ts'

/** What the practice Platform does wrong, as the real one did. All of it is off unless a test or a hand switches it on. */
export interface Moods {
  /** Does not answer at all. */
  isDown: boolean
  /** Answers every request with a 500. */
  isBroken: boolean
  /** Waits this long before it answers. */
  slowMs: number
  /** Whether it drops this row of a file without a word; row numbers from 1. */
  loses: (row: { rowNo: number; recordId: string }) => boolean
  /** Takes the file, then cuts the line: the answer never arrives. */
  cutsAnswer: boolean
}

export const GOOD_MOOD: Moods = { isDown: false, isBroken: false, slowMs: 0, loses: () => false, cutsAnswer: false }

export type Answer =
  | { state: 'accepted'; totals: ReturnType<typeof controlTotals> }
  | { state: 'refused'; reason: string }

/** One row as it was written, for counting what went in twice or out of order. */
export interface Written {
  number: string
  rowNo: number
  recordId: string
}

export type Book = ReturnType<typeof openBook>

/**
 * The practice Platform itself (features G09): records, doses and a population database of invented people, the Excel import as
 * data/platform-import-template.json describes it, edits by hand, and the lists it gives out. It keeps no clock: a list shows
 * what stands there when it is asked for.
 */
export function openBook(people: Iterable<Invented> = []) {
  const records = new Map<string, BookPerson>()
  const doses = new Map<string, BookDose>()
  const truths = new Map<string, LegalTexts>()
  const files = new Map<string, { sha256: string; answer: Answer }>()
  const written: Written[] = []
  const moods: Moods = { ...GOOD_MOOD }
  const add = ({ person, doses: given, truth }: Invented) => {
    records.set(person.recordId, { ...person })
    truths.set(person.recordId, truth)
    for (const dose of given) doses.set(dose.doseId, { ...dose })
  }
  for (const one of people) add(one)

  /** One file after the other: what came twice at once is known the second time. */
  let turn: Promise<unknown> = Promise.resolve()
  const takeFile = (number: string, bytes: Buffer, sha256: string): Promise<Answer> => {
    const taken = turn.then(() => takeInTurn(number, bytes, sha256))
    turn = taken.catch(() => undefined)
    return taken
  }

  const takeInTurn = async (number: string, bytes: Buffer, sha256: string): Promise<Answer> => {
    const known = files.get(number)
    if (known)
      return known.sha256 === sha256 ? known.answer : { state: 'refused', reason: 'another file under this number' }
    const counted = createHash('sha256').update(bytes).digest('hex')
    const answer = counted === sha256 ? writeRows(number, await readWorkbook(bytes)) : refusedHash()
    files.set(number, { sha256, answer })
    return answer
  }

  const writeRows = (number: string, rows: Record<string, string>[]): Answer => {
    const stranger = rows.find((row) => !records.has(row.recordId ?? ''))
    if (stranger) return { state: 'refused', reason: `unknown record ${stranger.recordId}` }
    const before = rows.map((row) => ({ ...(records.get(row.recordId ?? '') as BookPerson) }))
    for (const [index, row] of rows.entries()) {
      const { recordId = '', ...values } = row
      if (moods.loses({ rowNo: index + 1, recordId })) continue
      records.set(recordId, { ...(records.get(recordId) as BookPerson), ...values })
      written.push({ number, rowNo: index + 1, recordId })
    }
    return { state: 'accepted', totals: controlTotals(rows, before) }
  }

  /** The edit form: one value of one person, as a clerk types it. */
  const edit = (recordId: string, values: Partial<BookPerson>) => {
    const person = records.get(recordId)
    if (!person) throw new Error(`The practice Platform knows no record ${recordId}`)
    records.set(recordId, { ...person, ...values })
  }
  const editDose = (dose: BookDose) => void doses.set(dose.doseId, { ...dose })
  const removeDose = (doseId: string) => void doses.delete(doseId)

  const resultOf = (person: BookPerson): string => {
    if (person.idNumber === '') return 'Không xác minh được'
    const truth = truths.get(person.recordId)
    const fields = ['fullName', 'birthDate', 'sex', 'idNumber'] as const
    return truth && fields.every((field) => truth[field] === person[field])
      ? 'Xác minh thông tin đúng'
      : 'Xác minh thông tin sai'
  }

  return {
    moods,
    written,
    records,
    doses,
    truths,
    add,
    takeFile,
    edit,
    editDose,
    removeDose,
    resultOf,
    /** Everything it holds, one text: two equal snapshots are one state. */
    snapshot: () =>
      JSON.stringify([[...records.values()], [...doses.values()]].map((part) => part.map(inOrder).sort())),
  }
}

const refusedHash = (): Answer => ({ state: 'refused', reason: 'the file is not the one that was sent' })

const inOrder = (value: object) => JSON.stringify(Object.entries(value).sort())
