import { type Request, type Response, Router } from 'express'
import { MAX_PHOTOS } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { isLinkOpen, sendByLink, UPLOAD_LINK_MINUTES } from '../../../core/use-cases/channel-switch/upload-link.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'

/** The road of a photo that a chat is not trusted with: one page, one form, one use (features C14). */
export function uploadLinkRouter(deps: Pick<CitizenDeps, 'app' | 'say'>): Router {
  const path = paths.citizen.uploadLink(':token')
  return Router()
    .get(path, async (req, res) => {
      return (await isLinkOpen(deps.app, tokenOf(req))) ? show(res, 'open', noErrors) : show(res, 'over', noErrors, 410)
    })
    .post(path, (req, res) => take(deps, req, res))
}

async function take(deps: Pick<CitizenDeps, 'app' | 'say'>, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const again = (field: string, key: string) => show(res, 'open', errorAt(field, say(key)), 422)
  const consentVersion = textOf(req.form, 'consent')
  if (!consentVersion) return again('consent', 'uploadlink.consentMissing')
  const photos = req.files.map(({ bytes }) => bytes)
  if (photos.length === 0) return again('photo', 'report.errors.photoMissing')
  const sent = await sendByLink(deps.app, { token: tokenOf(req), consentVersion, photos })
  if (sent.ok) return show(res, 'sent', noErrors)
  if (sent.objection.code === 'link_expired') return show(res, 'over', noErrors, 410)
  return again('consent', objectionKey(sent.objection.code))
}

const tokenOf = (req: Request) => String(req.params.token)

function show(res: Response, state: 'open' | 'over' | 'sent', errors: FormErrors, status = 200): void {
  const view = { state, errors, consentVersion: PHOTO_CONSENT_VERSION, most: MAX_PHOTOS, minutes: UPLOAD_LINK_MINUTES }
  res.page('citizen/upload-link', view, status)
}
