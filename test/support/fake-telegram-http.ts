import express, { type Express, type Request, type Response } from 'express'
import { readForm } from './fake-form.ts'
import { answerTo } from './fake-telegram-methods.ts'
import { telegramPace } from './fake-telegram-pace.ts'
import type { TelegramPost } from './fake-telegram-post.ts'
import type { Answer, FakeState, Fault, Payload, Uploaded } from './fake-telegram-state.ts'

const PACED = new Set(['sendMessage', 'sendPhoto', 'sendDocument'])

/** The Bot API over HTTP: token, files, faults, pace, JSON and multipart. */
export function telegramHttp(state: FakeState, post: TelegramPost): Express {
  const app = express().disable('x-powered-by')
  const waitFor = telegramPace(state)
  app.get('/file/:bot/:kind/:id', (req, res) => {
    if (req.params.bot !== `bot${state.token}`) return void unauthorized(res)
    const bytes = state.files.get(req.params.id)
    if (!bytes) return void res.sendStatus(404)
    res.type('application/octet-stream').send(bytes)
  })
  app.all('/:bot/:method', express.json({ limit: '1mb' }), async (req, res, next) => {
    const bot = String(req.params.bot)
    if (!/^bot\d+:[\w-]+$/.test(bot)) return next()
    if (bot !== `bot${state.token}`) return unauthorized(res)
    await answerCall(state, post, waitFor, req, res)
  })
  app.use((_req, res) => res.status(404).json({ ok: false, error_code: 404, description: 'Not Found' }))
  return app
}

const unauthorized = (res: Response) =>
  void res.status(401).json({ ok: false, error_code: 401, description: 'Unauthorized' })

async function answerCall(
  state: FakeState,
  post: TelegramPost,
  waitFor: (chatId: number) => number | null,
  req: Request,
  res: Response,
): Promise<void> {
  const method = String(req.params.method)
  const { payload, upload } = await readCall(req)
  const fault = takeFault(state.faults, method)
  if (fault?.kind === 'cut_before') return void res.socket?.destroy()
  if (fault?.kind === 'html')
    return void res
      .status(fault.status ?? 502)
      .type('html')
      .send('<html>Bad Gateway</html>')
  if (fault?.kind === 'status') return void res.status(fault.status ?? 500).json(errorBody(fault))
  const wait = PACED.has(method) ? waitFor(Number(payload.chat_id)) : null
  const answer = wait === null ? await work(method, payload, upload) : tooMany(wait)
  if (fault?.kind === 'cut_after') return void res.socket?.destroy()
  if ('error_code' in answer) res.status(answer.error_code).json({ ok: false, ...answer })
  else res.json({ ok: true, result: answer.result })

  async function work(name: string, given: Payload, file: Uploaded): Promise<Answer> {
    return post.methods[name]?.(given) ?? answerTo(name, given, state, file)
  }
}

const tooMany = (seconds: number): Answer => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
})

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

/** In a form everything is text: numbers and keyboards are read as the JSON they are. */
async function readCall(req: Request): Promise<{ payload: Payload; upload: Uploaded }> {
  const form = await readForm(req)
  if (!form) return { payload: { ...req.query, ...(req.body as Payload | undefined) }, upload: null }
  const { chat_id: chat, reply_markup: markup, ...fields } = form.fields
  const read = { ...(chat ? { chat_id: readJson(chat) } : {}), ...(markup ? { reply_markup: readJson(markup) } : {}) }
  return { payload: { ...fields, ...read }, upload: form.files[0] ?? null }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
