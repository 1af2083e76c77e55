import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { toldStationRouter } from '../../../portal/citizen/told-station/routes.ts'
import { trackRouter } from '../../../portal/citizen/track/routes.ts'
import { batchRoutes } from '../../../portal/staff/batches/routes.ts'
import { bulkRoutes } from '../../../portal/staff/bulk/routes.ts'
import { caseRoutes } from '../../../portal/staff/case/routes.ts'
import { counterRoutes } from '../../../portal/staff/counter/routes.ts'
import { duplicateRoutes } from '../../../portal/staff/duplicates/routes.ts'
import { errorListRoutes } from '../../../portal/staff/error-list/routes.ts'
import { letterRoutes } from '../../../portal/staff/letters/routes.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { noteRoutes } from '../../../portal/staff/notes/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { onceOnly } from '../../../portal/staff/once-only.ts'
import { queueRoutes } from '../../../portal/staff/queue/routes.ts'
import { reminderRoutes } from '../../../portal/staff/reminders/routes.ts'
import { workloadRoutes } from '../../../portal/staff/workload/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import { type FormBrowser, formBrowser } from '../../support/form-browser.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { type Account, anAccount } from '../desk/desk-house.ts'

export interface StationPortal {
  url: string
  port: number
  close(): Promise<void>
}

/** The pages of a station's work behind their gate, in the order of portal/main.ts, on a real port. */
export async function openStation(app: App): Promise<StationPortal> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const deps = { app, say: render.sentence, qr: plainQrSvg }
  const all = Router().use(trackRouter(deps), toldStationRouter(deps))
  all.use(officerGate(app, render), onceOnly(app), logInRoutes(app, render, plainQrSvg), queueRoutes(app, render))
  all.use(caseRoutes(app, render), reminderRoutes(app, render), counterRoutes({ app, render, qr: plainQrSvg }))
  all.use(bulkRoutes(app, render), duplicateRoutes(app, render), noteRoutes(app, render), letterRoutes(app, render))
  all.use(errorListRoutes(app, render), batchRoutes(app, render), workloadRoutes(app, render))
  const quiet = () => undefined
  const portal = createPortal({
    render,
    log: { info: quiet, warn: quiet, error: (fields) => process.stderr.write(`${JSON.stringify(fields)}\n`) },
    settings: { publicUrl: app.settings.publicUrl, practice: true, sessionSecret: 'only for tests' },
    routers: [{ path: '/', router: all }],
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A browser without JavaScript in which this officer has given both factors. */
export async function loggedIn(house: TestHouse, url: string, account?: Account): Promise<FormBrowser> {
  const { login, password, code } = account ?? (await anAccount(house))
  const browser = formBrowser(() => url)
  const second = await browser.send(await browser.open('/can-bo/dang-nhap'), { login, password })
  await browser.send(second, { code: code() })
  return browser
}
