import { Router } from 'express'
import { notMeByLink } from '../../../core/use-cases/contact/not-me.ts'
import { toldByLink } from '../../../core/use-cases/contact/told-by-link.ts'
import { paths } from '../../paths.ts'
import type { CitizenDeps } from '../citizen-door.ts'

/**
 * "Không phải tôi" from a message (features I12): looking changes nothing, since phones open links by themselves; only the
 * press does. A wrong token is answered like a right one.
 */
export function notMePage({ app }: CitizenDeps): Router {
  const token = (params: { token?: unknown }) => String(params.token)
  return Router()
    .get(paths.contact.notMeShort(':token'), (req, res) => res.redirect(302, paths.contact.notMe(token(req.params))))
    .get(paths.contact.trackShort(':code'), (req, res) =>
      res.redirect(302, paths.citizen.trackOne(encodeURIComponent(String(req.params.code)))),
    )
    .get(paths.contact.notMe(':token'), async (req, res) => {
      const { code } = await toldByLink(app, { token: token(req.params) })
      res.page('citizen/not-me', { done: false, code })
    })
    .post(paths.contact.notMe(':token'), async (req, res) => {
      await notMeByLink(app, { token: token(req.params) })
      res.page('citizen/not-me', { done: true, code: null })
    })
}
