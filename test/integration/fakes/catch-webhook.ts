import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Caught {
  raw: string
  headers: NodeJS.Dict<string | string[]>
  body: Record<string, unknown>
}

/** Somebody who takes webhooks and keeps what came; `answers` holds the statuses of the next answers, else 200. */
export async function catchWebhook() {
  const caught: Caught[] = []
  const answers: number[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString('utf8')
    caught.push({ raw, headers: req.headers, body: JSON.parse(raw) as Record<string, unknown> })
    res.writeHead(answers.shift() ?? 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    caught,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
