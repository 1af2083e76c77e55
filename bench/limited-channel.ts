import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startFakeTelegram } from '../test/support/fake-telegram.ts'
import { startFakeZalo } from '../test/support/fake-zalo.ts'

/** A strict channel in a process of its own: `telegram` allows 30 a second and one a second per chat, `zalo` 4,000 calls a minute. */
/** As bench/measure-delivery.ts writes them. */
const FIRST_ID = 1_000_000_000_000_000_000n

const [kind, people = '0'] = process.argv.slice(2)
const channel = kind === 'zalo' ? await zalo(Number(people)) : await telegram()

/** `/` tells how to reach the channel, `/arrived` what came, and how much was refused for its pace. */
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(request.url === '/arrived' ? channel.arrived() : channel.facts))
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`READY http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})

async function telegram() {
  const fake = await startFakeTelegram({ limits: { perSecond: 30, perChatPerSecond: 1 } })
  const arrived = () => ({ refused: fake.limited, messages: fake.sent().map(({ text, at }) => ({ text, at })) })
  return { facts: { url: fake.url, token: fake.token }, arrived }
}

async function zalo(known: number) {
  const fake = await startFakeZalo({ echoes: false })
  for (let n = 0; n < known; n += 1) fake.setLastInteraction(String(FIRST_ID + BigInt(n)), new Date())
  const { appId, appSecret, oaId, oauthRoot, apiRoot, businessRoot } = fake
  const token = fake.issueTokens().access_token
  const arrived = () => ({ refused: fake.rate.refused, messages: fake.sent().map(({ text, at }) => ({ text, at })) })
  return { facts: { appId, appSecret, oaId, oauthRoot, apiRoot, businessRoot, token }, arrived }
}
