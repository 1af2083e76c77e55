import express, { type Request, type RequestHandler, type Router } from 'express'
import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import { storableText } from '../core/domain/storable-text.ts'
import type { App } from '../core/ports/app.ts'
import { hear } from '../core/use-cases/chat/hear.ts'

/** What a body turned out to be; `nothing` is genuine and asks nothing of us. */
export type Received = InboundEvent | 'nothing' | 'forged' | 'not_the_protocol'

export interface Door {
  app: App
  path: string
  /** Turns a stranger away before the body is read, where the proof stands in a header. */
  guard?: RequestHandler
  read(body: Buffer, req: Request): Received
  /** A code only: the body is somebody's words. */
  onFault(code: string): void
}

const STATUS = { nothing: 200, forged: 401, not_the_protocol: 400 } as const

/**
 * Checks who sent it, reads it, stores it, and only then answers 200 (features L06, M01).
 * 401 not genuine, 400 not the channel's protocol, 500 not stored: the channel sends it again.
 */
export function webhook({ app, path, guard, read, onFault }: Door): Router {
  const body = express.raw({ type: () => true, limit: '256kb' })
  const receive: RequestHandler = async (req, res) => {
    const received = read(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), req)
    if (typeof received === 'string') return answer(res, STATUS[received])
    try {
      await hear(app, received)
    } catch (fault) {
      onFault(faultCodeOf(fault))
      return answer(res, 500)
    }
    return answer(res, 200)
  }
  return express.Router().post(path, ...(guard ? [guard] : []), body, answerTooLarge(), receive)
}

/** Nobody reads a webhook's answer: its status is all of it. */
function answer(res: express.Response, status: number): void {
  res.writeHead(status).end()
}

function answerTooLarge(): express.ErrorRequestHandler {
  return (_fault, _req, res, _next) => answer(res, 400)
}

/** The body as JSON, or undefined. What PostgreSQL cannot store is taken out, or it would be sent again for ever. */
export function readJson(body: Buffer): unknown {
  const text = body.toString('utf8')
  try {
    // NUL and half pairs can stand in JSON as escapes only.
    return text.includes('\\u') ? JSON.parse(text, storable) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value
}
