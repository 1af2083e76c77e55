import type { DoseView, RecordView } from '../../../core/domain/citizen/look-up-answer.ts'
import { fieldsOf, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { DoseClaim } from '../../../core/domain/report/report.ts'
import type { Say } from '../citizen-door.ts'
import { shownValue } from './facts-form.ts'

/** One dose in plain words: what is told, and nothing where nothing is told. */
export function doseLine(claim: DoseClaim, recorded: readonly DoseView[], say: Say): string {
  const known = recorded.find((dose) => dose.doseId === claim.doseId)
  const number = claim.number ?? known?.number ?? null
  const parts = [
    number === null ? say('lookup.dose.unnumbered') : say('lookup.dose.number', { number }),
    claim.givenOn && `${say('report.dose.date')}: ${writeDate(claim.givenOn as IsoDate)}`,
    claim.vaccine && `${say('report.dose.vaccine')}: ${claim.vaccine}`,
    claim.lot && `${say('report.dose.lot')}: ${claim.lot}`,
    claim.place && `${say('report.dose.place')}: ${claim.place}`,
    claim.note,
  ]
  return parts.filter(Boolean).join(' · ')
}

/** Recorded and correct, as the compare table shows them. */
export function comparedRows(draft: ReportDraft, record: RecordView | null, say: Say) {
  return fieldsOf(draft.types).flatMap((field) => {
    const told = draft.corrections.find((one) => one.field === field)
    if (!told) return []
    const inWords = (value: string) => (field === 'sex' ? say(`report.sex.${value}`) : shownValue(field, value))
    const there = record?.[field] ?? null
    const recorded = there ? inWords(there) : record ? null : say('report.review.notShown')
    const source = told.source === 'card_qr' ? ` (${say('report.review.fromCard')})` : ''
    const changed = recorded !== inWords(told.correct)
    return [{ label: say(`report.fields.${field}`), recorded, correct: inWords(told.correct) + source, changed }]
  })
}
