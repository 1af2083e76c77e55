import type { Request, Response } from 'express'
import type { App } from '../../core/ports/app.ts'
import { answersAfter } from '../../core/use-cases/chat/read-chat.ts'
import type { Locale, Renderer } from '../../templates/render.ts'
import { originOf } from '../middleware/origin-of.ts'
import type { OpenStreams } from './open-streams.ts'
import { answerView } from './view.ts'

/** Milliseconds. After `openForMs` the browser comes back by itself, with the number of the last answer it has. */
export interface StreamPace {
  lookEveryMs: number
  breatheEveryMs: number
  openForMs: number
}

export const CALM_PACE: StreamPace = { lookEveryMs: 700, breatheEveryMs: 20_000, openForMs: 10 * 60_000 }

export interface StreamDeps {
  app: App
  render: Renderer
  streams: OpenStreams
  pace: StreamPace
}

/** Answers as they come (SSE); each carries its sequence number, so that a broken line resumes without a gap. */
export async function streamAnswers(deps: StreamDeps, address: string, req: Request, res: Response): Promise<void> {
  const ended = new AbortController()
  const leave = deps.streams.enter({ address, origin: originOf(req) }, () => ended.abort())
  if (!leave) return void res.status(429).set('Retry-After', '60').end()
  res.on('close', () => ended.abort())
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 2000\n\n')
  try {
    await writeAnswers(deps, { address, after: whereToGoOn(req), locale: req.locale }, res, ended.signal)
  } finally {
    leave()
    res.end()
  }
}

async function writeAnswers(
  { app, render, pace }: StreamDeps,
  { address, after, locale }: { address: string; after: number; locale: Locale },
  res: Response,
  ended: AbortSignal,
): Promise<void> {
  const end = Date.now() + pace.openForMs
  let last = after
  let breathed = Date.now()
  while (!ended.aborted && Date.now() < end) {
    for (const line of await answersAfter(app, address, last)) {
      res.write(`id: ${line.sequence}\ndata: ${JSON.stringify(answerView(line, render, locale))}\n\n`)
      last = line.sequence
    }
    if (Date.now() - breathed >= pace.breatheEveryMs) {
      res.write(': still here\n\n')
      breathed = Date.now()
    }
    await pause(pace.lookEveryMs, ended)
  }
}

function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    ended.addEventListener('abort', stop, { once: true })
  })
}

/** For a browser whose streams do not come through: the same answers, asked for; unchanged is 304. */
export async function pollAnswers({ app, render }: StreamDeps, address: string, req: Request, res: Response) {
  const after = whereToGoOn(req)
  const lines = await answersAfter(app, address, after)
  const tag = `"${lines.at(-1)?.sequence ?? after}"`
  res.set({ 'Cache-Control': 'no-store', ETag: tag })
  if (req.get('If-None-Match') === tag) return void res.status(304).end()
  res.json({ answers: lines.map((line) => answerView(line, render, req.locale)) })
}

function whereToGoOn(req: Request): number {
  const asked = Number(req.get('Last-Event-ID') ?? req.query.after)
  return Number.isSafeInteger(asked) && asked >= 0 ? asked : 0
}
