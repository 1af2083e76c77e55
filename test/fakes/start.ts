import { parseArgs } from 'node:util'
import { paths } from '../../portal/paths.ts'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZalo } from '../support/fake-zalo.ts'
import { openHandDesk } from './hand-desk.ts'
import { houseSettings, PLATFORM_KEY } from './house-settings.ts'
import { openBook } from './platform/book.ts'
import { inventPerson } from './platform/invented-people.ts'
import { startPracticePlatform } from './platform/server.ts'

/** Starts the two channels, the practice Platform and the page to talk from (docs/talk-to-the-bot-by-hand.md). Tokens are fixed: they open nothing but these fakes. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    house: { type: 'string', default: 'http://localhost:8080' },
    /** Invented people of the practice Platform, all of the practice commune. */
    people: { type: 'string', default: '2000' },
  },
})
const port = Number(values.port)
const telegram = await startFakeTelegram({ port: port + 1, token: '1000000001:only-for-talking-by-hand' })
const zalo = await startFakeZalo({
  port: port + 2,
  appSecret: 'app-secret-by-hand',
  oaSecret: 'oa-secret-by-hand',
  receipts: 'received',
})
zalo.webhook = { url: new URL('/webhooks/zalo', values.house).href }
const people = Array.from({ length: Number(values.people) }, (_, n) =>
  inventPerson(n + 1, 'tyt-mau', 'Trạm Y tế xã Mẫu'),
)
const platform = await startPracticePlatform(openBook(people), { port: port + 9, key: PLATFORM_KEY })
const desk = await openHandDesk({ telegram, zalo, port })

const settings = Object.entries(houseSettings(telegram, zalo, platform.url)).map(([name, value]) => `${name}=${value}`)
process.stdout.write(`Start the house with the fakes, in another terminal:

${settings.join(' \\\n')} \\
npm start

Zalo also wants an administrator: as "tinh" open ${new URL(paths.staff.channels, values.house).href} and connect the Official Account.
Then talk to the bot: ${desk.url}
The practice Platform, its people and its moods: ${platform.url} (take the lists from there and import them as "tram")
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all([platform.close(), desk.close(), telegram.close(), zalo.close()]))
}
