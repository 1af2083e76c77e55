import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import QRCode from 'qrcode'
import { createPortal } from '../../../portal/app.ts'
import { helpRouter } from '../../../portal/citizen/help/routes.ts'
import { lookUpRouter } from '../../../portal/citizen/look-up/routes.ts'
import { reportRouter } from '../../../portal/citizen/report/routes.ts'
import { trackRouter } from '../../../portal/citizen/track/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import type { TestHouse } from '../../support/test-app.ts'

/** The real portal with the citizen's pages, around the house of the test. */
export async function openCitizenPortal(house: TestHouse): Promise<{ url: string; close(): Promise<void> }> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const qr = (text: string) => QRCode.toString(text, { type: 'svg', margin: 1 })
  const deps = { app: house.app, say: render.sentence, qr }
  const routers = [lookUpRouter(deps), reportRouter(deps), trackRouter(deps), helpRouter(deps)]
  const faults: object[] = []
  const portal = createPortal({
    render,
    log: { info: () => undefined, warn: () => undefined, error: (fields) => void faults.push(fields) },
    settings: { publicUrl: house.app.settings.publicUrl, practice: true, sessionSecret: 'only for tests' },
    routers: routers.map((router) => ({ path: '/', router })),
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (faults.length > 0) throw new Error(`pages failed: ${JSON.stringify(faults)}`)
    },
  }
}
