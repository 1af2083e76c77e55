import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { helpRouter } from '../../../portal/citizen/help/routes.ts'
import { callListRoutes } from '../../../portal/staff/call-list/routes.ts'
import { inboxRoutes } from '../../../portal/staff/inbox/routes.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { createRenderer } from '../../../templates/render.ts'

/** The pages of this room behind their gate, on a real port; `told` is everything the portal wrote into its log. */
export async function openThreadPortal(app: App) {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const told: object[] = []
  const log = (fields: object, sentence: string) => void told.push({ ...fields, sentence })
  const rooms = Router().use(officerGate(app, render), logInRoutes(app, render, plainQrSvg))
  rooms.use(inboxRoutes(app, render), callListRoutes(app, render), helpRouter({ app, say: render.sentence }))
  const portal = createPortal({
    render,
    log: { info: log, warn: log, error: log },
    settings: { publicUrl: app.settings.publicUrl, practice: true, sessionSecret: 'only for tests' },
    routers: [{ path: '/', router: rooms }],
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    told,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
