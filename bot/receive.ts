import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type RequestHandler, type Router } from 'express'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import { storableText } from '../core/domain/storable-text.ts'
import type { App } from '../core/ports/app.ts'
import { hear } from '../core/use-cases/chat/hear.ts'
import { parseUpdate } from './telegram/parse-update.ts'
import { TelegramUpdate } from './telegram/update.ts'

export interface TelegramWebhook {
  app: App
  botId: string
  secret: string
  /** A code only: the body is somebody's words. */
  onFault(code: string): void
}

const PATH = '/webhooks/telegram'

/**
 * Checks who sent it, reads it, stores it, and only then answers 200 (features L06, M01).
 * 401 wrong secret, 400 not Telegram's protocol, 500 not stored: Telegram sends it again.
 */
export function telegramWebhook({ app, botId, secret, onFault }: TelegramWebhook): Router {
  if (secret.length < 16) throw new Error('The Telegram webhook secret is shorter than 16 characters')
  const body = express.raw({ type: () => true, limit: '256kb' })
  const receive: RequestHandler = async (req, res) => {
    const update = readUpdate(req.body)
    if (!update) return void res.sendStatus(400)
    const event = parseUpdate(update, botId, app.now())
    try {
      if (event) await hear(app, event)
    } catch (fault) {
      onFault(faultCodeOf(fault))
      return void res.sendStatus(500)
    }
    res.sendStatus(200)
  }
  return express.Router().post(PATH, checkSecret(secret), body, answerTooLarge(), receive)
}

function checkSecret(secret: string): RequestHandler {
  const wanted = digest(secret)
  return (req, res, next) => {
    const given = req.get('X-Telegram-Bot-Api-Secret-Token')
    if (given === undefined || !timingSafeEqual(digest(given), wanted)) return void res.sendStatus(401)
    return next()
  }
}

function answerTooLarge(): express.ErrorRequestHandler {
  return (_fault, _req, res, _next) => {
    res.sendStatus(400)
  }
}

function readUpdate(body: unknown): TelegramUpdate | null {
  if (!Buffer.isBuffer(body)) return null
  try {
    const read = TelegramUpdate.safeParse(JSON.parse(body.toString('utf8'), storable))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** What could not be stored would come again for ever. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value
}

/** Equal lengths, so that neither content nor length shows in the time it takes. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
