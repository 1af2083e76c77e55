import { isSameName } from '../../../core/domain/citizen/claimant.ts'
import { fieldsOf, type ReportDraft, withCorrection } from '../../../core/domain/citizen/report-draft.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { IdentityField } from '../../../core/domain/report/report-type.ts'

/** The card's value of each field of the police. A QR is unsigned: it fills a form, it proves nothing (domain 5.3). */
export function cardValues(card: CardFacts): Record<IdentityField, string> {
  return { fullName: card.fullName, birthDate: card.dob, sex: card.gender, idNumber: card.cccd }
}

/** Puts the card's values in place of typed ones, for the fields this report is about; the name gets its marks. */
export function fillFromCard(draft: ReportDraft, card: CardFacts): ReportDraft {
  const values = cardValues(card)
  const fields = fieldsOf(draft.types).filter((field) => field !== 'phone')
  return fields.reduce(
    (next, field) => withCorrection(next, { field, correct: values[field], source: 'card_qr' }),
    withMarks(draft, card.fullName),
  )
}

function withMarks(draft: ReportDraft, fullName: string): ReportDraft {
  const { claimant } = draft
  return claimant && isSameName(claimant.fullName, fullName) ? { ...draft, claimant: { ...claimant, fullName } } : draft
}

/** Does the card say anything that the report does not say yet? */
export function cardAdds(draft: ReportDraft, card: CardFacts): boolean {
  const values = cardValues(card)
  if (withMarks(draft, card.fullName).claimant?.fullName !== draft.claimant?.fullName) return true
  return fieldsOf(draft.types).some((field) => {
    const told = draft.corrections.find((one) => one.field === field)
    return field !== 'phone' && (told?.correct !== values[field] || told.source !== 'card_qr')
  })
}
