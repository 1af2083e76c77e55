import type { Request } from 'express'
import { PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Objection } from '../../../core/domain/objection.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { giveConsent } from '../../../core/use-cases/citizen/give-consent.ts'
import { errorAt, type FormErrors } from '../../middleware/form-errors.ts'
import { addressOf, type CitizenDeps, objectionKey, type Say, textOf } from '../citizen-door.ts'
import { photoOf } from '../report/photos-page.ts'

/** The photo of a form about a report that was sent before, if there is one; consent stands in the same form (L09). */
export async function attachSent(deps: CitizenDeps, report: { id: string }, req: Request): Promise<Objection | null> {
  const [file] = req.files
  if (!file) return null
  const kind = PHOTO_KINDS.find((one) => one === textOf(req.form, 'kind')) ?? 'other'
  const ticked = textOf(req.form, 'consent') === PHOTO_CONSENT_VERSION
  const consentVersion = ticked ? PHOTO_CONSENT_VERSION : null
  if (ticked) await giveConsent(deps.app, { address: addressOf(req), version: PHOTO_CONSENT_VERSION })
  const outcome = await attachPhoto(deps.app, { ...photoOf(req, report.id, kind, file.bytes), consentVersion })
  return outcome.ok ? null : outcome.objection
}

/** A browser forgets the chosen file, so the sentence says to choose it again. */
export function photoError({ code }: Objection, say: Say): FormErrors {
  return code === 'consent_needed'
    ? errorAt('consent', say('track.errors.consent'))
    : errorAt('photo', say(objectionKey(code)))
}
