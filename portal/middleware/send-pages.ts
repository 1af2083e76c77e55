import type { RequestHandler } from 'express'
import type { Renderer } from '../../templates/render.ts'
import { frameOf, type Shell } from './page-frame.ts'

/** Gives every response `res.page(name, view, status)`; no page is ever kept by a browser or a proxy. */
export function sendPages(render: Renderer, shell: Shell): RequestHandler {
  return (req, res, next) => {
    res.set('Cache-Control', 'no-store')
    res.page = (name, view, status = 200) => {
      const html = render.page(name, view, req.locale, frameOf(req, res, shell))
      res.status(status).type('html').set('Content-Language', req.locale).send(html)
    }
    next()
  }
}
