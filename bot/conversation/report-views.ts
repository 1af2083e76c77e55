import { readFullName } from '../../core/domain/person/full-name.ts'
import { isCompleteName } from '../../core/domain/person/name-completeness.ts'
import { nationalPhone, type PhoneE164 } from '../../core/domain/person/phone.ts'
import type { Answers } from './answers.ts'
import type { Say } from './step.ts'

/** The receipt as the chat shows it: the words, and the QR that opens the tracking page (features B11). */
export function receiptOf(
  report: { id: string; code: string; dueAt: Date; joined: boolean },
  expected: Answers['expected'],
): Say {
  const { id, code, dueAt, joined } = report
  return {
    template: 'chat/receipt',
    view: { code, dueAt: dueAt.toISOString(), joined, again: false, expected: expected ?? null },
    attachment: { maker: 'receipt_qr', code, form: 'image', fileName: `${code}.png`, mime: 'image/png' },
    reportId: id,
  }
}

/** The name as it will be sent: typed without marks it gives way to the right one, or the recorded one (9458, reason 11). */
export function nameToSend({ fullName = '', changes = [], record }: Answers): string {
  const right = changes.find(({ field }) => field === 'fullName')?.correct
  const names = [fullName, right, record?.recorded.fullName].map((name) => readFullName(name ?? ''))
  return names.find((name) => name !== null && isCompleteName(name)) ?? fullName
}

/** Recorded and right side by side, and everything else that will be sent (features B03). */
export function readBackView(answers: Answers) {
  const { birthDate, sex, record, changes = [], types = [], notes = {}, photoCount = 0, expected = null } = answers
  const rows = changes.map(({ field, correct }) => ({
    field,
    recorded: record?.recorded[field] ?? null,
    correct: field === 'phone' ? nationalPhone(correct as PhoneE164) : correct,
  }))
  const fullName = nameToSend(answers)
  return {
    fullName,
    birthDate,
    sex,
    types,
    changes: rows,
    doses: doseRows(answers),
    notes: notesOf(notes),
    photoCount,
    urgency: answers.urgency ?? null,
    expected,
  }
}

function notesOf(notes: NonNullable<Answers['notes']>) {
  return Object.values(notes).map((text) => ({ text }))
}

function doseRows({ doses = [], knownDoses = [] }: Answers) {
  return doses.map(({ doseId, number, givenOn, vaccine, lot, place }) => {
    const known = knownDoses.find((dose) => dose.doseId === doseId)
    return { number: number ?? known?.number ?? null, givenOn, vaccine, lot, place }
  })
}
