import { fileURLToPath } from 'node:url'
import express, { type Express, type Router } from 'express'
import type { Renderer } from '../templates/render.ts'
import { answerFaults, answerNotFound, type ShellLog } from './middleware/answer-faults.ts'
import { keepBrowserSession } from './middleware/browser-session.ts'
import { checkOrigin } from './middleware/check-origin.ts'
import { chooseLocale } from './middleware/choose-locale.ts'
import { takeChosenName } from './middleware/chosen-name.ts'
import { readForm } from './middleware/read-form.ts'
import { giveRequestId } from './middleware/request-id.ts'
import './middleware/request-types.ts'
import { setSecurityHeaders } from './middleware/security-headers.ts'
import { sendPages } from './middleware/send-pages.ts'
import { staticAssets } from './middleware/static-assets.ts'
import { homeRoutes } from './public/home/routes.ts'
import { offlinePage } from './public/install/offline-page.ts'
import { installRoutes } from './public/install/routes.ts'
import { packsOffered, readLanguagePacks, voiceFiles, voicePage } from './public/voice/routes.ts'

export type PortalDeps = {
  render: Renderer
  log: ShellLog
  settings: {
    publicUrl: string
    practice: boolean
    /** Signs the anonymous session; a change of it ends all open forms. */
    sessionSecret: string
    /** Proxies between us and the visitors: as many hops of X-Forwarded-For are believed. None unless told. */
    trustProxy?: number
  }
  /** Pages: they get locale, session, forms and the token check. */
  routers: readonly { path: string; router: Router }[]
  /** Without session, form reading and token check: machines bring their own proof. */
  machineRouters?: readonly { path: string; router: Router }[]
}

/** What a request meets, in this order. */
export function createPortal({ render, log, settings, routers, machineRouters = [] }: PortalDeps): Express {
  const { publicUrl, practice, sessionSecret, trustProxy = 0 } = settings
  const secure = publicUrl.startsWith('https:')
  const assets = staticAssets(fileURLToPath(new URL('./assets', import.meta.url)))
  const packs = packsOffered(readLanguagePacks(), practice)
  const app = express()
    .disable('x-powered-by')
    .set('query parser', 'simple')
    .set('etag', false)
    .set('trust proxy', trustProxy)

  app.use(giveRequestId())
  app.use(setSecurityHeaders(publicUrl))
  app.use(assets.router)
  app.use(installRoutes(assets.urls, render))
  app.use(voiceFiles(packs))
  for (const { path, router } of machineRouters) app.use(path, router)
  app.use(chooseLocale(secure))
  app.use(keepBrowserSession(sessionSecret, secure))
  app.use(sendPages(render, { practice, assets: assets.urls, packs }))
  app.use(checkOrigin(publicUrl))
  app.use(readForm())
  app.use(takeChosenName())
  app.use(homeRoutes())
  app.use(offlinePage())
  app.use(voicePage(packs, secure))
  for (const { path, router } of routers) app.use(path, router)
  app.use(answerNotFound())
  app.use(answerFaults(log))
  return app
}
