import type { Request, RequestHandler } from 'express'
import express from 'express'
import { isStorableText } from '../../core/domain/storable-text.ts'
import { sameText } from './browser-session.ts'
import { readMultipart } from './multipart.ts'
import { objectPage } from './objections.ts'

/** One confirmed act signs 500 people, each a ticked box (features H01). */
const urlencoded = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 600 })

/** Fills `req.form` and `req.files`; whatever changes something must carry the token of its browser session (L12). */
export function readForm(): RequestHandler[] {
  return [
    urlencoded,
    async (req, res, next) => {
      req.form = { ...req.body }
      req.files = []
      if (/%00/.test(req.originalUrl) || !isStorable(req.form)) return objectPage(res, 'formNotReadable')
      if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return next()
      if (!req.is('multipart/form-data'))
        return carriesToken(req, req.form._csrf) ? next() : objectPage(res, 'pageExpired')
      const outcome = await readMultipart(req, (token) => carriesToken(req, token))
      if (outcome === 'too_large') return res.page('public/too-large', {}, 413)
      if (outcome === 'no_token') return objectPage(res, 'pageExpired')
      if (outcome === 'not_readable' || !isStorable(outcome.fields)) return objectPage(res, 'formNotReadable')
      req.form = outcome.fields
      req.files = outcome.files
      return next()
    },
  ]
}

function isStorable(form: Readonly<Record<string, unknown>>): boolean {
  return Object.values(form)
    .flat()
    .every((value) => typeof value !== 'string' || isStorableText(value))
}

function carriesToken(req: Request, field: unknown): boolean {
  const token = field ?? req.get('X-CSRF-Token')
  return typeof token === 'string' && sameText(token, req.csrfToken)
}
