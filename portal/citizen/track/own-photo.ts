import { Router } from 'express'
import { openOwnPhoto } from '../../../core/use-cases/follow-up/own-photo.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps } from '../citizen-door.ts'

/** The part of the citizen's own picture that failed, behind a link of this browser and a few minutes (features D04). */
export function ownPhotoRoutes({ app }: CitizenDeps): Router {
  return Router().get(paths.trackSteps.photo(':token'), async (req, res, next) => {
    const jpeg = await openOwnPhoto(app, { address: addressOf(req), token: String(req.params.token) })
    if (!jpeg) return next()
    return res.type('jpeg').set('Content-Disposition', 'inline').set('Cache-Control', 'no-store').send(jpeg)
  })
}
