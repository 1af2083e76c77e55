import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { App } from '../../../core/ports/app.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { passportRoutes } from '../../../portal/public/passport/routes.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { resultRoutes } from '../../../portal/staff/results/routes.ts'
import { signingRoutes } from '../../../portal/staff/signing/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import { type FormBrowser, formBrowser } from '../../support/form-browser.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { anAccount } from '../desk/desk-house.ts'

export interface LastPages {
  url: string
  /** A browser without JavaScript, logged in with both factors. */
  officer(role: StaffRole, unitId?: string): Promise<FormBrowser>
  citizen(): FormBrowser
  close(): Promise<void>
}

/** The real portal with the last rooms of the chain: results, signing, passport. */
export async function openLastPages(house: TestHouse, app: App = house.app): Promise<LastPages> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const faults: object[] = []
  const rooms = [officerGate, resultRoutes, signingRoutes, passportRoutes].map((make) => make(app, render))
  const [gate, ...others] = rooms
  const routers = [...(gate ? [gate] : []), logInRoutes(app, render, plainQrSvg), ...others]
  const portal = createPortal({
    render,
    log: { info: () => undefined, warn: () => undefined, error: (fields) => void faults.push(fields) },
    settings: { publicUrl: app.settings.publicUrl, practice: true, sessionSecret: 'only for tests' },
    routers: routers.map((router) => ({ path: '/', router })),
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const citizen = () => formBrowser(() => url, 1)
  return {
    url,
    citizen,
    officer: async (role, unitId = 'tyt-mau') => {
      const [browser, account] = [citizen(), await anAccount(house, { role, unitId })]
      const { login, password } = account
      const second = await browser.send(await browser.open('/can-bo/dang-nhap'), { login, password })
      await browser.send(second, { code: account.code() })
      return browser
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (faults.length > 0) throw new AggregateError(faults, 'pages failed')
    },
  }
}
