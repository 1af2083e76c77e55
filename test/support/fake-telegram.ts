import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Request, type Response } from 'express'
import { answerTo, type FakeState, type SentMessage } from './fake-telegram-methods.ts'

/** The next answers of a method (or of any with `*`): a status, an HTML page, or a cut line. */
export interface Fault {
  method: string
  kind: 'status' | 'html' | 'cut_before' | 'cut_after'
  status?: number
  description?: string
  retryAfter?: number
  times?: number
}

export interface FakeTelegram {
  /** Root for the client, with its slash. */
  url: string
  token: string
  botId: string
  sent(chatId?: number): SentMessage[]
  /** The last message to this chat. */
  last(chatId: number): SentMessage
  deleted: number[]
  acknowledged: string[]
  faults: Fault[]
  /** Where updates are delivered, with the secret header, in whatever order they come, repeated until 2xx. */
  webhook: { url: string; secret: string } | null
  say(chatId: number, text: string, more?: object): Promise<number>
  press(chatId: number, label: string): Promise<number>
  sendPhoto(chatId: number, bytes: Buffer, more?: object): Promise<number>
  sendDocument(chatId: number, bytes: Buffer, more?: object): Promise<number>
  sendContact(chatId: number, phone: string, more?: object): Promise<number>
  block(chatId: number): Promise<number>
  /** Any update; answers the last status, or 0 when it was never taken. */
  deliver(update: object): Promise<number>
  close(): Promise<void>
}

const DELIVERIES = 5

/** A strict Telegram on a free port: it checks what the real one checks, and fails how the real one fails (channels 3.4). */
export async function startFakeTelegram(): Promise<FakeTelegram> {
  const botId = '1000000001'
  const token = `${botId}:${randomBytes(16).toString('hex')}`
  const state: FakeState = {
    botId,
    sent: [],
    deleted: [],
    acknowledged: [],
    files: new Map(),
    nextId: 500,
    pressed: new Set(),
  }
  const faults: Fault[] = []
  const server = http(token, state, faults).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  let updateId = 800_000_000
  let webhook: FakeTelegram['webhook'] = null

  const deliver = async (update: object): Promise<number> => {
    const target = webhook ?? state.webhook
    if (!target) throw new Error('the fake Telegram has no webhook')
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': target.secret }
    const body = JSON.stringify({ update_id: ++updateId, ...update })
    let status = 0
    for (let turn = 0; turn < DELIVERIES; turn++) {
      status = await fetch(target.url, { method: 'POST', headers, body }).then(
        (answer) => answer.status,
        () => 0,
      )
      if (status >= 200 && status < 300) break
    }
    return status
  }
  const from = (chatId: number) => ({ id: chatId, is_bot: false, first_name: 'Người Dùng', language_code: 'vi' })
  const message = (chatId: number, content: object) =>
    deliver({
      message: {
        message_id: ++state.nextId,
        date: 1_790_000_000,
        chat: { id: chatId, type: 'private' },
        from: from(chatId),
        ...content,
      },
    })
  const keep = (bytes: Buffer) => {
    const fileId = `file_${randomBytes(6).toString('hex')}`
    state.files.set(fileId, bytes)
    return { file_id: fileId, file_unique_id: `u${fileId}`, file_size: bytes.length }
  }
  const sentTo = (chatId?: number) => state.sent.filter((one) => chatId === undefined || one.chatId === chatId)
  const last = (chatId: number) => {
    const message = sentTo(chatId).at(-1)
    if (!message) throw new Error('the bot has said nothing to this chat')
    return message
  }
  const press = async (chatId: number, label: string) => {
    const shown = sentTo(chatId).findLast((one) => one.buttons.some((button) => button.text === label))
    const button = shown?.buttons.find((one) => one.text === label)
    if (!button)
      throw new Error(`no message shows the button "${label}": ${last(chatId).buttons.map((one) => one.text)}`)
    if (!button.data) return message(chatId, { text: label })
    const id = `q${++state.nextId}`
    state.pressed.add(id)
    const at = { message_id: shown?.messageId, date: 0, chat: { id: chatId, type: 'private' } }
    return deliver({ callback_query: { id, from: from(chatId), chat_instance: '1', data: button.data, message: at } })
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token,
    botId,
    sent: sentTo,
    last,
    deleted: state.deleted,
    acknowledged: state.acknowledged,
    faults,
    get webhook() {
      return webhook
    },
    set webhook(target) {
      webhook = target
    },
    say: (chatId, text, more = {}) => message(chatId, { text, ...more }),
    press,
    sendPhoto: (chatId, bytes, more = {}) => {
      const large = { ...keep(bytes), width: 1280, height: 808 }
      const small = { ...keep(Buffer.from('thumbnail')), width: 90, height: 57 }
      return message(chatId, { photo: [large, small], ...more })
    },
    sendDocument: (chatId, bytes, more = {}) =>
      message(chatId, { document: { ...keep(bytes), file_name: 'anh.jpg', mime_type: 'image/jpeg' }, ...more }),
    sendContact: (chatId, phone, more = {}) =>
      message(chatId, { contact: { phone_number: phone, first_name: 'Người Dùng', user_id: chatId }, ...more }),
    block: (chatId) =>
      deliver({
        my_chat_member: {
          chat: { id: chatId, type: 'private' },
          from: from(chatId),
          date: 1,
          old_chat_member: { user: { id: 1, is_bot: true, first_name: 'Bot' }, status: 'member' },
          new_chat_member: { user: { id: 1, is_bot: true, first_name: 'Bot' }, status: 'kicked', until_date: 0 },
        },
      }),
    deliver,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function http(token: string, state: FakeState, faults: Fault[]): Express {
  const app = express()
  const isOurs = (given: string | undefined) => given === `bot${token}`
  app.get('/file/:bot/:kind/:id', (req, res, next) => {
    if (!isOurs(req.params.bot)) return next()
    const bytes = state.files.get(req.params.id)
    return bytes ? res.type('application/octet-stream').send(bytes) : res.sendStatus(404)
  })
  app.post('/:bot/:method', express.json({ limit: '1mb' }), (req: Request, res: Response, next) => {
    if (!isOurs(String(req.params.bot))) return next()
    const method = String(req.params.method)
    const fault = takeFault(faults, method)
    if (fault?.kind === 'cut_before') return res.socket?.destroy()
    if (fault?.kind === 'html')
      return res
        .status(fault.status ?? 502)
        .type('html')
        .send('<html>Bad Gateway</html>')
    if (fault?.kind === 'status') return res.status(fault.status ?? 500).json(errorBody(fault))
    const answer = answerTo(method, req.body as Record<string, unknown>, state)
    if (fault?.kind === 'cut_after') return res.socket?.destroy()
    return 'error_code' in answer
      ? res.status(answer.error_code).json({ ok: false, ...answer })
      : res.json({ ok: true, result: answer.result })
  })
  app.use((_req, res) => res.status(404).json({ ok: false, error_code: 404, description: 'Not Found' }))
  return app
}

function takeFault(faults: Fault[], method: string): Fault | null {
  const index = faults.findIndex((fault) => fault.method === method || fault.method === '*')
  const fault = faults[index]
  if (!fault) return null
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) faults.splice(index, 1)
  return fault
}

function errorBody({ status = 500, description = 'Fault of the test', retryAfter }: Fault) {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return { ok: false, error_code: status, description, ...parameters }
}
