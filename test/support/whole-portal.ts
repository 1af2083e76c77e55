import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { House } from '../../platform/house.ts'
import { openQueues } from '../../platform/queue/open-queues.ts'
import { openPortal } from '../../portal/main.ts'
import { createRenderer } from '../../templates/render.ts'
import { type FormBrowser, formBrowser } from './form-browser.ts'
import type { TestHouse } from './test-app.ts'

export interface WholePortal {
  url: string
  /** A browser without JavaScript. */
  browser(): FormBrowser
  /** Fails when a page answered with a fault. */
  close(): Promise<void>
}

/** Every page of the portal, as `npm start` mounts them, around the house of the test. */
export async function openWholePortal(house: TestHouse, more: object = {}): Promise<WholePortal> {
  const render = createRenderer({ root: fileURLToPath(new URL('../../templates', import.meta.url)) })
  const faults: object[] = []
  const masterKey = Buffer.alloc(32, 7)
  const queues = await openQueues({ databaseUrl: house.url }, (code) => void faults.push({ code }), { masterKey })
  const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void faults.push(facts) }
  const { app, db } = house
  const settings = { SESSION_SECRET: 'only for tests', ...more }
  const server = createServer(openPortal({ app, db, queues, log, settings, masterKey } as unknown as House, render, []))
  const url = await listen(server)
  return {
    url,
    browser: () => formBrowser(() => url, 1),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await queues.close()
      if (faults.length > 0) throw new Error(`pages failed: ${JSON.stringify(faults)}`)
    },
  }
}

async function listen(server: Server): Promise<string> {
  server.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}
