import { createHash } from 'node:crypto'
import { Router } from 'express'
import { PHOTO_KINDS, type PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { giveConsent } from '../../../core/use-cases/citizen/give-consent.ts'
import { loadDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { photosOf } from '../../../core/use-cases/citizen/photos-of.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { addressOf, type CitizenDeps, objectionKey, textOf } from '../citizen-door.ts'
import { keepDraft } from '../kept-draft.ts'
import { fillFromCard } from './fill-from-card.ts'
import { photosView } from './photos-view.ts'
import { goOn, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS } from './steps.ts'

/** Step 4: consent first (L09), then up to six photos; a card is read while the person goes on (C01, C03). */
export function photosPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.photos,
      stepPage(deps, 'photos', (visit) => show(deps, visit, noErrors)),
    )
    .post(
      STEP_PATHS.photos,
      stepPage(deps, 'photos', (visit) => (ACTS.get(textOf(visit.req.form, 'act')) ?? add)(deps, visit)),
    )
}

const ACTS: ReadonlyMap<string, (deps: CitizenDeps, visit: StepVisit) => Promise<void>> = new Map([
  ['agree', agree],
  ['fill', fill],
  ['next', (deps, visit) => goOn(deps, visit, 'photos', visit.draft)],
])

async function show(deps: CitizenDeps, visit: StepVisit, errors: FormErrors, status = 200): Promise<void> {
  const photos = await ownPhotos(deps, visit)
  visit.res.page('citizen/report-photos', { ...photosView(visit, photos), errors }, status)
}

async function ownPhotos({ app }: CitizenDeps, { req }: StepVisit) {
  const address = addressOf(req)
  const draft = await loadDraft(app, { address })
  return draft ? photosOf(app, { address, caseId: draft.id }) : []
}

async function agree(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say } = visit
  const version = textOf(req.form, 'consent')
  const agreed = await giveConsent(deps.app, { address: addressOf(req), version })
  if (!agreed.ok) return show(deps, visit, errorAt('consent', say('report.errors.consent')), 422)
  await keepDraft(deps, req, { ...draft, consentVersion: PHOTO_CONSENT_VERSION })
  return res.redirect(303, STEP_PATHS.photos)
}

async function add(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft, say } = visit
  const kind = PHOTO_KINDS.find((one) => one === textOf(req.form, 'kind'))
  const [file] = req.files
  if (!kind) return show(deps, visit, errorAt('kind', say('report.errors.photoKind')), 422)
  if (!file) return show(deps, visit, errorAt('photo', say('report.errors.photoMissing')), 422)
  const caseId = await keepDraft(deps, req, draft)
  const outcome = await attachPhoto(deps.app, {
    ...photoOf(req, caseId, kind, file.bytes),
    consentVersion: draft.consentVersion,
  })
  if (!outcome.ok) return show(deps, visit, errorAt('photo', say(objectionKey(outcome.objection.code))), 422)
  return res.redirect(303, STEP_PATHS.photos)
}

/** The same picture sent twice for the same case, by a reload or a double tap, is one photo. */
export function photoOf(req: StepVisit['req'], caseId: string, kind: PhotoKind, bytes: Buffer) {
  const dedupeKey = `web|${caseId}|${kind}|${createHash('sha256').update(bytes).digest('hex')}`
  return { address: addressOf(req), caseId, kind, bytes, dedupeKey }
}

async function fill(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, draft } = visit
  const wanted = textOf(req.form, 'photo')
  const photo = (await ownPhotos(deps, visit)).find((one) => one.photoId === wanted)
  if (photo?.reading.state === 'read') await keepDraft(deps, req, fillFromCard(draft, photo.reading.card))
  return res.redirect(303, STEP_PATHS.photos)
}
