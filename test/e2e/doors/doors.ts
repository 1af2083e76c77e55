import type { AddressInfo } from 'node:net'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { webChatRoutes } from '../../../portal/web-chat/routes.ts'
import { openZaloBot, type ZaloBot } from '../../integration/zalo/zalo-bot.ts'
import { formBrowser, plain } from '../../support/form-browser.ts'

/** One way in: says words as a citizen would and gives back everything that was answered, as one text. */
interface Door {
  say(words: string): Promise<string>
  /** The buttons now offered, in their order. */
  labels(): Promise<string[]>
}

export type Doors = Awaited<ReturnType<typeof openDoors>>

const CHAT = 2_000_000_777
const USER = '3000000000000000777'
const PHONES = { telegram: '+84912345701', zalo: '+84912345702', web: '+84912345703' }

/** Telegram, Zalo and the web chat of one house, each at its own protocol, each with the same person behind another phone. */
export async function openDoors() {
  const house = await openZaloBot()
  for (const phone of Object.values(PHONES)) {
    await house.person({ fullName: 'Nguyễn Thị Cửa', birthDate: '1990-05-17', sex: 'female', phone })
  }
  const web = await webDoor(house)
  const telegram: Door = {
    say: (words) =>
      answerOf(
        () => house.telegram.say(CHAT, words),
        house,
        () => house.telegram.sent(CHAT),
      ),
    labels: async () => house.telegram.last(CHAT).buttons.map(({ text }) => text),
  }
  const zalo: Door = {
    say: (words) =>
      answerOf(
        () => house.zalo.say(USER, words),
        house,
        () => house.zalo.sent(USER),
      ),
    labels: async () => house.zalo.last(USER).buttons.map(({ title }) => title),
  }
  const provePhones = async () => {
    for (const [door, phone] of [
      [telegram, PHONES.telegram],
      [zalo, PHONES.zalo],
      [web, PHONES.web],
    ] as const) {
      await door.say(phone)
      await door.say(lastCode(house, phone))
    }
  }
  return {
    telegram,
    zalo,
    web,
    provePhones,
    close: async () => {
      await web.close()
      await house.close()
    },
  }
}

function lastCode({ sms }: ZaloBot, phone: string): string {
  const message = sms.messages.findLast(({ to }) => to === phone)
  return /\d{6}/.exec(message?.text ?? '')?.[0] ?? ''
}

async function answerOf(act: () => Promise<unknown>, house: ZaloBot, sent: () => { text: string }[]): Promise<string> {
  const before = sent().length
  await act()
  await house.settle()
  return inOneWay(
    sent()
      .slice(before)
      .map(({ text }) => text),
  )
}

async function webDoor(house: ZaloBot): Promise<Door & { close(): Promise<void> }> {
  const portal = createPortal({
    render: house.render,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: { publicUrl: house.app.settings.publicUrl, practice: true, sessionSecret: 'only for this test of doors' },
    routers: [{ path: '/', router: webChatRoutes(house.app, house.render, { qr: plainQrSvg }) }],
  })
  const server = portal.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const browser = formBrowser(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  let seen = 0
  return {
    say: async (words) => {
      const page = await browser.open('/tro-chuyen')
      // Menu buttons of a fresh page are texts too: the field to type in is in the other form.
      const forms = page.forms.filter(({ multipart }) => multipart)
      const sending = browser.send({ ...page, forms }, { text: words })
      let isSent = false
      void sending.then(() => {
        isSent = true
      })
      while (!isSent) {
        await house.settle()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await house.settle()
      const lines = ourLines((await browser.open('/tro-chuyen')).html)
      const answer = lines.slice(seen)
      seen = lines.length
      return inOneWay(answer)
    },
    labels: async () => {
      const { html } = await browser.open('/tro-chuyen')
      const offered = /id="talk-choices"[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? ''
      return [...offered.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, label = '']) => plain(label))
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function ourLines(html: string): string[] {
  return [...html.matchAll(/<li class="ours"[^>]*>.*?<p>(.*?)<\/p>/gs)].map(([, text = '']) =>
    text.split('\n').map(plain).join('\n'),
  )
}

/** What belongs to the channel and the person and not to the answer: listed buttons (channels 5.2), codes, the end of the phone. */
function inOneWay(texts: string[]): string {
  return (
    texts
      .join('\n')
      .split('\n')
      .filter((line) => !/^\d+\. /.test(line) && !BY_TYPING.includes(line))
      .join(' ')
      .replace(/PA-\w{4}-\w{4}/g, 'PA-····-····')
      .replace(/\S*\b70[123]\b/g, '···')
      .replace(/\s+/g, ' ')
      // How one gives one's number differs: Telegram vouches for it, Zalo has a card, a page has its field.
      .replace(/(số điện thoại đã khai khi tiêm\.).*$/, '$1')
      .trim()
  )
}

/** Where there is no room for the small buttons they are told in words. */
const BY_TYPING = ['Gõ "quay lại" hoặc "hủy" lúc nào cũng được.']
