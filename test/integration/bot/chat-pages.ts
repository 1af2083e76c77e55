import type { AddressInfo } from 'node:net'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { messageBoxRoutes } from '../../../portal/message-box/routes.ts'
import { webChatRoutes } from '../../../portal/web-chat/routes.ts'
import type { StreamPace } from '../../../portal/web-chat/stream.ts'
import { openBotHouse } from '../../support/bot-house.ts'

/** The chat pages over HTTP, with hands that answer as the queue would. */
export async function openChatPages(pace?: StreamPace) {
  const house = await openBotHouse()
  const accounts = async () => [{ login: 'tram.canbo', role: 'clerk', password: 'mat-khau-thu', code: '246810' }]
  const routers = [
    webChatRoutes(house.app, house.render, { qr: plainQrSvg, pace }),
    messageBoxRoutes(house.app, accounts),
  ]
  const logged: object[] = []
  const note = (facts: object) => void logged.push(facts)
  const portal = createPortal({
    render: house.render,
    log: { info: note, warn: note, error: note },
    settings: { publicUrl: 'http://localhost:8080', practice: true, sessionSecret: 'only for tests' },
    routers: routers.map((router) => ({ path: '/', router })),
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  let [open, resting] = [true, false]
  let round: Promise<void> = Promise.resolve()
  const hands = (async () => {
    while (open) {
      house.clock.advance(20)
      if (!resting) {
        round = house.settle()
        await round
      }
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  })()
  return {
    house,
    /** What the portal told its log. */
    logged,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** Nobody answers while the hands rest. */
    rest: async (yes: boolean) => {
      resting = yes
      await round
    },
    close: async () => {
      open = false
      await hands
      server.closeAllConnections()
      server.close()
      // An open stream looks once more before it sees that its reader has gone.
      await new Promise((resolve) => setTimeout(resolve, 800))
      await house.close()
    },
  }
}
