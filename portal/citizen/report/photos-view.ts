import { MAX_PHOTOS, PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { fieldsOf, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { isCurrentConsent, PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { OwnPhoto } from '../../../core/use-cases/citizen/photos-of.ts'
import type { Say } from '../citizen-door.ts'
import { shownValue } from './facts-form.ts'
import { cardAdds, cardValues } from './fill-from-card.ts'
import type { StepVisit } from './step-page.ts'

/** Reasons of the card reader that have their own tip; every other one gets the general tip. */
const TIPS = ['no_code', 'not_a_card', 'too_dark', 'glare', 'blurred', 'code_cut_off', 'too_small'] as const

export function photosView({ draft, place, say, req }: StepVisit, photos: readonly OwnPhoto[]) {
  const waiting = photos.some((photo) => photo.reading.state === 'waiting')
  return {
    place,
    agreed: isCurrentConsent(draft.consentVersion),
    consentVersion: PHOTO_CONSENT_VERSION,
    photos: photos.map((photo, index) => photoLine(photo, index + 1, draft, say)),
    mayAdd: photos.length < MAX_PHOTOS,
    kinds: PHOTO_KINDS.map((kind) => ({
      value: kind,
      label: say(`report.photos.kind.${kind}.name`),
      hint: say(`report.photos.kind.${kind}.hint`),
    })),
    kind: typeof req.form.kind === 'string' ? req.form.kind : null,
    refresh: waiting ? 3 : null,
  }
}

function photoLine(photo: OwnPhoto, number: number, draft: ReportDraft, say: Say) {
  const { reading, photoId } = photo
  return {
    photoId,
    title: say('report.photos.one', { number, kind: say(`report.photos.kind.${photo.kind}.name`) }),
    waiting: reading.state === 'waiting',
    card: reading.state === 'read' ? cardLines(reading.card, draft, say) : null,
    mayFill: reading.state === 'read' && cardAdds(draft, reading.card),
    filled: reading.state === 'read' && hasFields(draft) && !cardAdds(draft, reading.card),
    tip:
      reading.state === 'unread' && reading.reason !== 'not_asked'
        ? say(`report.photos.tip.${tipOf(reading.reason)}`)
        : null,
  }
}

const hasFields = (draft: ReportDraft) => fieldsOf(draft.types).some((field) => field !== 'phone')

function cardLines(card: CardFacts, draft: ReportDraft, say: Say) {
  const values = cardValues(card)
  const wanted = fieldsOf(draft.types)
  return (['fullName', 'birthDate', 'sex', 'idNumber'] as const)
    .filter((field) => wanted.length === 0 || wanted.includes(field))
    .map((field) => ({
      label: say(`report.fields.${field}`),
      value: field === 'sex' ? say(`report.sex.${values.sex}`) : shownValue(field, values[field]),
      action: null,
    }))
}

function tipOf(reason: string): string {
  return TIPS.find((tip) => tip === reason) ?? 'other'
}
