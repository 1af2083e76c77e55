import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Request, type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { checkPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { revocationList } from '../../../core/use-cases/passport/revocation-list.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { answerTemplates, checkedView } from './checked-view.ts'
import { CheckForm } from './form.ts'
import { ownPassportRoutes } from './own-routes.ts'

/** The citizen's own vaccine passport (features A06, H03), and the check anybody may make of one (features H07). */
export function passportRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.public.verify, (req, res) => page(render, req, res, { checked: null, errors: noErrors }))
    .post(paths.public.verify, (req, res) => check(app, render, req, res))
    .use(ownPassportRoutes(app, render))
}

/** What other verifiers and our own page fetch: no session, no cookie, nothing noted. */
export function passportListRoutes(app: App): Router {
  const send = (res: Response, jws: string) => res.type('application/jose').set('Cache-Control', 'no-cache').send(jws)
  return Router()
    .get(paths.passport.trustList, async (_req, res) => send(res, await app.passports.lists.trust(app.now())))
    .get(paths.passport.revocationList, async (_req, res) => send(res, await revocationList(app)))
    .get(paths.passport.keys, async (_req, res) => res.json(await app.passports.otherFormats.jwks()))
    .get(`${QR_READER}/:file`, (req, res, next) => {
      const text = READER_FILES.get(req.params.file)
      if (!text) return next()
      return res.type('text/javascript').set('Cache-Control', 'public, max-age=86400').send(text)
    })
}

/** The QR decoder of the package `qr`, from our own address: a browser fetches it when a picture is to be read. */
const QR_READER = '/assets/qr'
const here = createRequire(import.meta.url)
const READER_FILES = new Map(
  (['decode.js', 'index.js'] as const).map((file) => [
    file as string,
    readFileSync(here.resolve(file === 'index.js' ? 'qr' : `qr/${file}`), 'utf8'),
  ]),
)

/** What was pasted is read and forgotten: it goes into no log, no table and not back into the page. */
async function check(app: App, render: Renderer, req: Request, res: Response) {
  const say = sayFor(render, req)
  const form = CheckForm.safeParse(req.form)
  if (!form.success) return page(render, req, res, { checked: null, errors: formErrors(form.error, say) }, 422)
  const checked = checkedView(await checkPassport(app, form.data.code), say)
  return page(render, req, res, { checked, errors: noErrors })
}

function page(render: Renderer, req: Request, res: Response, view: object, status = 200) {
  const qrReader = { decode: `${QR_READER}/decode.js`, shared: `${QR_READER}/index.js` }
  return res.page('public/passport-check', { ...view, answers: answerTemplates(sayFor(render, req)), qrReader }, status)
}

const sayFor = (render: Renderer, req: Request) => (key: string, params?: Record<string, string | number>) =>
  render.sentence(key, req.locale, params)
