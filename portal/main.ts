import type { RequestListener } from 'node:http'
import express, { type Router } from 'express'
import type { House } from '../platform/house.ts'
import { faultFacts } from '../platform/logger.ts'
import { createMetrics } from '../platform/metrics.ts'
import { plainQrSvg } from '../platform/passport/qr.ts'
import { practiceAccounts } from '../platform/practice/practice-staff.ts'
import type { Renderer } from '../templates/render.ts'
import { healthRoutes } from './api/health/routes.ts'
import { timeRequests } from './api/health/time-requests.ts'
import { createPortal } from './app.ts'
import { contactRouter } from './citizen/contact/routes.ts'
import { familyRouter } from './citizen/family/routes.ts'
import { helpRouter } from './citizen/help/routes.ts'
import { householdRouter } from './citizen/household/routes.ts'
import { lookUpRouter } from './citizen/look-up/routes.ts'
import { reportRouter } from './citizen/report/routes.ts'
import { rightsRouter } from './citizen/rights/routes.ts'
import { toldStationRouter } from './citizen/told-station/routes.ts'
import { trackRouter } from './citizen/track/routes.ts'
import { uploadLinkRouter } from './citizen/upload-link/routes.ts'
import { configuredChannels } from './configured-channels.ts'
import { hamletPhoneRoutes } from './hamlet/routes.ts'
import { messageBoxRoutes } from './message-box/routes.ts'
import { aliveRoutes } from './public/alive/routes.ts'
import { publicGuideRoutes } from './public/connect-a-bot/routes.ts'
import { letterCheckRoutes } from './public/letter-check/routes.ts'
import { passportListRoutes, passportRoutes } from './public/passport/routes.ts'
import { helpingGate } from './staff/helper/helping-gate.ts'
import { type DeskParts, staffRouters } from './staff/routers.ts'
import { tokenFileRoutes } from './staff/token-signing/files.ts'
import { webChatRoutes } from './web-chat/routes.ts'

type Mounted = { path: string; router: Router }

/** The desk: every page, and the machine doors beside them. */
export function openPortal(house: House, render: Renderer, webhooks: Mounted[]): RequestListener {
  const { app, log, settings } = house
  const routers = [...citizenRouters(house, render), ...staffRouters(deskParts(house, render))].map(atRoot)
  return createPortal({
    render,
    log: {
      info: (facts, sentence) => log.info(facts, sentence),
      warn: (facts, sentence) => log.warn(facts, sentence),
      error: (facts, sentence) =>
        log.error('fault' in facts ? { ...facts, ...faultFacts(facts.fault) } : facts, sentence),
    },
    settings: {
      publicUrl: app.settings.publicUrl,
      practice: app.settings.practice,
      sessionSecret: settings.SESSION_SECRET,
      trustProxy: settings.TRUST_PROXY,
    },
    machineRouters: [
      ...machineRouters(house),
      atRoot(tokenFileRoutes(app, render)),
      atRoot(passportListRoutes(app)),
      ...webhooks,
    ],
    routers,
  })
}

/** For a process without the portal: health, metrics and webhooks. */
export function openMachineDoor(house: House, webhooks: Mounted[]): RequestListener {
  const door = express().disable('x-powered-by')
  for (const { path, router } of [...machineRouters(house), ...webhooks]) door.use(path, router)
  return door
}

function machineRouters({ app, queues }: House): Mounted[] {
  const metrics = createMetrics({ app, queues })
  const timing = express.Router().use(timeRequests((took) => metrics.requestTook(took)))
  return [timing, healthRoutes({ app, queues, metrics })].map(atRoot)
}

function citizenRouters({ app, masterKey, settings }: House, render: Renderer): Router[] {
  const deps = { app, say: render.sentence, qr: plainQrSvg }
  const configured = configuredChannels(settings)
  const practice = app.settings.practice
  return [
    helpingGate(app),
    lookUpRouter(deps),
    reportRouter(deps),
    trackRouter(deps),
    toldStationRouter(deps),
    contactRouter(deps),
    rightsRouter(deps),
    householdRouter(deps),
    familyRouter(deps),
    helpRouter(deps),
    uploadLinkRouter(deps),
    passportRoutes(app, render),
    letterCheckRoutes(app, render),
    hamletPhoneRoutes(app, render),
    aliveRoutes(app, render),
    webChatRoutes(app, render, { qr: plainQrSvg }),
    ...(practice ? [messageBoxRoutes(app, async () => practiceAccounts(masterKey, app.now()))] : []),
    ...(practice ? [publicGuideRoutes({ app, render, configured })] : []),
  ]
}

const deskParts = ({ app, settings }: House, render: Renderer): DeskParts => ({
  app,
  render,
  qr: plainQrSvg,
  configured: configuredChannels(settings),
  vnptLicense: settings.VNPT_PLUGIN_LICENSE ?? null,
})

const atRoot = (router: Router): Mounted => ({ path: '/', router })
