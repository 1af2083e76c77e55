import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler, Router } from 'express'
import type { App } from '../core/ports/app.ts'
import { parseUpdate } from './telegram/parse-update.ts'
import { TelegramUpdate } from './telegram/update.ts'
import { readJson, webhook } from './webhook.ts'
import { readZaloBody } from './zalo/read-body.ts'
import type { ZaloProof } from './zalo/signature.ts'

export interface TelegramWebhook {
  app: App
  botId: string
  secret: string
  /** A code only: the body is somebody's words. */
  onFault(code: string): void
}

/** Telegram proves itself with a secret header (channels 3.3). */
export function telegramWebhook({ app, botId, secret, onFault }: TelegramWebhook): Router {
  if (secret.length < 16) throw new Error('The Telegram webhook secret is shorter than 16 characters')
  return webhook({
    app,
    path: '/webhooks/telegram',
    guard: checkSecret(secret),
    read: (body) => {
      const json = readJson(body)
      const update = TelegramUpdate.safeParse(json)
      if (update.success) return parseUpdate(update.data, botId, app.now()) ?? 'nothing'
      if (!hasUpdateId(json)) return 'not_the_protocol'
      onFault('telegram_unknown_shape')
      return 'nothing'
    },
    onFault,
  })
}

/** Telegram's, in a shape of tomorrow: answered otherwise than 200 it would come again for a day and hold back its chat. */
function hasUpdateId(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'update_id' in json && Number.isSafeInteger(json.update_id)
}

export interface ZaloWebhook {
  app: App
  proof: ZaloProof
  onFault(code: string): void
}

/** Zalo proves itself with a digest of the body (channels 1.6). */
export function zaloWebhook({ app, proof, onFault }: ZaloWebhook): Router {
  return webhook({
    app,
    path: '/webhooks/zalo',
    read: (body, req) =>
      readZaloBody(body, {
        json: readJson(body),
        signature: req.get('X-ZEvent-Signature'),
        headerTimestamp: req.get('X-ZEvent-Timestamp'),
        isRetry: req.get('num_retry') !== undefined,
        proof,
        now: app.now(),
        tell: onFault,
      }),
    onFault,
  })
}

function checkSecret(secret: string): RequestHandler {
  const wanted = digest(secret)
  return (req, res, next) => {
    const given = req.get('X-Telegram-Bot-Api-Secret-Token')
    if (given === undefined || !timingSafeEqual(digest(given), wanted)) return void res.sendStatus(401)
    return next()
  }
}

/** Equal lengths, so that neither content nor length shows in the time it takes. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
