import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'

export interface FakeSmsGateway {
  url: string
  key: string
  /** What arrived at phones: a repeat with the same client_ref is not a second message. */
  messages: { id: string; to: string; text: string; clientRef: string }[]
  /** Statuses of the next answers; 0 takes the message and cuts the line. */
  faults: number[]
  close(): Promise<void>
}

/** Takes {to, text, client_ref}, answers {id}; wrong key 401, wrong body 400. */
export async function startFakeSmsGateway(): Promise<FakeSmsGateway> {
  const key = randomUUID()
  const messages: FakeSmsGateway['messages'] = []
  const faults: number[] = []
  const app = express()
  app.post('/send', express.json(), (req, res) => {
    if (req.get('authorization') !== `Bearer ${key}`) return res.sendStatus(401)
    const { to, text, client_ref: clientRef } = req.body as Record<string, unknown>
    if (
      typeof to !== 'string' ||
      !/^\+84\d{9}$/.test(to) ||
      typeof text !== 'string' ||
      typeof clientRef !== 'string'
    ) {
      return res.sendStatus(400)
    }
    const fault = faults.shift()
    if (fault) return res.status(fault).set('retry-after', '7').end()
    const known = messages.find((message) => message.clientRef === clientRef)
    const message = known ?? { id: randomUUID(), to, text, clientRef }
    if (!known) messages.push(message)
    return fault === 0 ? res.socket?.destroy() : res.json({ id: message.id })
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    key,
    messages,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
