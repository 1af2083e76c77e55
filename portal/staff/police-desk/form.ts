import { z } from 'zod'
import { readWholeDay } from '../../../core/domain/person/birth-date.ts'
import { DAY_PARTS, POLICE_ANSWERS } from '../../../core/domain/police-list/police-answer.ts'
import { IDENTITY_FIELDS } from '../../../core/domain/report/report-type.ts'
import type { AnswerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'

const list = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.enum(values)))

const Answer = z.union([z.literal('').transform(() => null), z.enum(POLICE_ANSWERS)])
const Note = z.string().trim().max(300)

/** What is no text, or too long for minutes, is missing. */
const text = z.string().trim().max(300).catch('')

const Part = z.union([z.literal('').transform(() => null), z.enum(DAY_PARTS)])

/** `answer-7`, `wrong-7`, `come-7`, `part-7`, `note-7` are one row; nothing answers for several people at once (F03, E06). */
export function readAnswers(form: Readonly<Record<string, unknown>>): AnswerPoliceRows['answers'] | null {
  const rowNos = Object.keys(form).flatMap((name) => /^answer-(\d{1,3})$/.exec(name)?.[1] ?? [])
  const answers: AnswerPoliceRows['answers'][number][] = []
  for (const rowNo of rowNos) {
    const answer = Answer.safeParse(form[`answer-${rowNo}`])
    const wrongFields = list(IDENTITY_FIELDS).safeParse(form[`wrong-${rowNo}`])
    const note = Note.safeParse(form[`note-${rowNo}`] ?? '')
    const comePart = Part.safeParse(form[`part-${rowNo}`] ?? '')
    if (!answer.success || !wrongFields.success || !note.success || !comePart.success) return null
    const typed = z.string().trim().catch('').parse(form[`come-${rowNo}`])
    const comeOn = readWholeDay(typed)
    if (typed && !comeOn) return null
    answers.push({
      rowNo: Number(rowNo),
      answer: answer.data,
      wrongFields: wrongFields.data,
      note: note.data || null,
      comeOn,
      comePart: comePart.data,
    })
  }
  return answers
}

/** dd/mm/yyyy in, YYYY-MM-DD out; an unreadable day becomes empty and is then objected to as missing. */
export const MinutesForm = z.object({
  number: text,
  date: text.transform((value) => readWholeDay(value) ?? ''),
  parties: text,
})

/** The minutes as typed, for a form that was sent back. */
export function keptMinutes(form: Readonly<Record<string, unknown>>): KeptMinutes | null {
  const kept = z.object({ returnId: z.string(), number: text, date: text, parties: text }).safeParse(form)
  return form.act === 'minutes' && kept.success ? kept.data : null
}

export interface KeptMinutes {
  returnId: string
  number: string
  date: string
  parties: string
}
