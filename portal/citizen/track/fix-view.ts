import { PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { nameIdeas } from '../../../core/domain/person/name-ideas.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { type Say, textOf } from '../citizen-door.ts'
import { shownValue } from '../report/facts-form.ts'
import { doseFields } from './fix-doses.ts'

/** Why it was refused, how to put it right, and everything that was sent, ready to be changed. */
export function fixView(report: Report, form: Readonly<Record<string, unknown>>, errors: FormErrors, say: Say) {
  return {
    code: report.code,
    backHref: paths.citizen.trackOne(report.code),
    reasons: report.refusalReasons.map((reason) => ({
      name: say(`track.reasons.${reason}.name`),
      fix: say(`track.reasons.${reason}.fix`),
      example: say(`track.reasons.${reason}.example`),
    })),
    answer: report.answer,
    fields: report.changes.map(({ field, correct }) => ({
      field,
      isDate: field === 'birthDate',
      isSex: field === 'sex',
      isName: field === 'fullName',
      ideas: field === 'fullName' ? nameIdeas(textOf(form, field)) : [],
      label: say(`report.correct.${field}`),
      value: field in form ? textOf(form, field) : shownValue(field, correct),
      error: errors.of[field] ?? null,
    })),
    doses: doseFields(report, form, errors, say),
    sexes: (['female', 'male'] as const).map((sex) => ({ value: sex, label: say(`report.sex.${sex}`), hint: null })),
    kinds: PHOTO_KINDS.map((kind) => ({ value: kind, label: say(`report.photos.kind.${kind}.name`) })),
    kind: textOf(form, 'kind'),
    note: textOf(form, 'note'),
    consentVersion: PHOTO_CONSENT_VERSION,
  }
}
