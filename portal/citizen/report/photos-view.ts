import { carriesCardQr, MAX_PHOTOS, PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { tipFor } from '../../../core/domain/citizen/photo-tip.ts'
import { fieldsOf, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { isCurrentConsent, PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import { REPORT_TYPES } from '../../../core/domain/report/report-type.ts'
import type { OwnPhoto } from '../../../core/use-cases/citizen/photos-of.ts'
import type { Say } from '../citizen-door.ts'
import { shownValue } from './facts-form.ts'
import { cardAdds, cardValues } from './fill-from-card.ts'
import type { StepVisit } from './step-page.ts'

export function photosView({ draft, place, say, req }: StepVisit, photos: readonly OwnPhoto[]) {
  const waiting = photos.some((photo) => photo.reading.state === 'waiting')
  return {
    place,
    agreed: isCurrentConsent(draft.consentVersion),
    consentVersion: PHOTO_CONSENT_VERSION,
    photos: photos.map((photo, index) => photoLine(photo, index + 1, triesUntil(photo, photos), draft, say)),
    mayAdd: photos.length < MAX_PHOTOS,
    wanted: wantedPhotos(draft, photos, say),
    kinds: PHOTO_KINDS.map((kind) => ({
      value: kind,
      label: say(`report.photos.kind.${kind}.name`),
      hint: say(`report.photos.kind.${kind}.hint`),
    })),
    kind: typeof req.form.kind === 'string' ? req.form.kind : null,
    refresh: waiting ? 3 : null,
  }
}

/** The evidence of the reviewed table that has not come yet (features B01): asked for, never demanded. */
function wantedPhotos({ types, urgency, claimant }: ReportDraft, photos: readonly OwnPhoto[], say: Say): string[] {
  const rows = types.flatMap((type) => REPORT_TYPES[type].evidence)
  const missing = PHOTO_KINDS.filter((kind) => !photos.some((photo) => photo.kind === kind))
  const proof = urgency && missing.includes('other') ? [say(`report.urgent.reason.${urgency.reason}.wanted`)] : []
  const foreign = Boolean(claimant?.passportCountry)
  const passport = foreign && missing.includes('other') && rows.some(({ photo }) => carriesCardQr(photo))
  const kinds = missing.filter((kind) => !foreign || !carriesCardQr(kind))
  const papers = kinds.flatMap((kind) => {
    const needs = rows.filter(({ photo }) => photo === kind).map(({ need }) => need)
    const need = needs.includes('needed') ? 'needed' : needs[0]
    return need ? [`${say(`report.photos.kind.${kind}.name`)} (${say(`report.photos.need.${need}`)})`] : []
  })
  return [...(passport ? [say('report.photos.passportWanted')] : []), ...papers, ...proof]
}

/** How many cards were looked at in vain until this one. */
function triesUntil(photo: OwnPhoto, photos: readonly OwnPhoto[]): number {
  const before = photos.slice(0, photos.indexOf(photo) + 1)
  return before.filter(({ kind, reading }) => carriesCardQr(kind) && reading.state === 'unread').length
}

function photoLine(photo: OwnPhoto, number: number, tries: number, draft: ReportDraft, say: Say) {
  const { reading, photoId } = photo
  return {
    photoId,
    title: say('report.photos.one', { number, kind: say(`report.photos.kind.${photo.kind}.name`) }),
    checking: photo.state === 'waiting',
    waiting: reading.state === 'waiting',
    card: reading.state === 'read' ? cardLines(reading.card, draft, say) : null,
    mayFill: reading.state === 'read' && cardAdds(draft, reading.card),
    filled: reading.state === 'read' && hasFields(draft) && !cardAdds(draft, reading.card),
    tip:
      reading.state === 'unread' && reading.reason !== 'not_asked'
        ? say(`report.photos.tip.${tipFor({ kind: photo.kind, reason: reading.reason, tries })}`)
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
