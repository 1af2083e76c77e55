import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { openPhotoLink } from '../../../core/use-cases/desk/photo-link.ts'
import { paths } from '../../paths.ts'
import { lookOf } from '../case/photo-look.ts'
import { officerOf, requireOfficer, sessionTokenOf } from '../officer.ts'

/** A photo behind a 60-second link of this very session; anything else is a page that does not exist (features C11). */
export function photoRoutes(app: App): Router {
  return Router().get(paths.staff.photo(':token'), requireOfficer(), async (req, res, next) => {
    const command = {
      officer: officerOf(req),
      session: sessionTokenOf(req) ?? '',
      token: String(req.params.token),
      turn: lookOf(req.query).turn,
    }
    const opened = await openPhotoLink(app, command)
    if (!opened.ok) return next()
    return res.type('jpeg').set('Content-Disposition', 'inline').send(opened.value)
  })
}
