import type { Request, Response } from 'express'
import type { App } from '../../core/ports/app.ts'
import { answersAfter } from '../../core/use-cases/chat/read-chat.ts'
import type { Renderer } from '../../templates/render.ts'
import { answerView } from './view.ts'

const LOOK_EVERY_MS = 700
const BREATHE_EVERY_MS = 20_000
/** Then the browser comes back by itself, with the number of the last answer it has. */
const OPEN_FOR_MS = 10 * 60_000

/** Answers as they come (SSE); each carries its sequence number, so that a broken line resumes without a gap. */
export async function streamAnswers(
  app: App,
  render: Renderer,
  address: string,
  req: Request,
  res: Response,
): Promise<void> {
  let after = whereToGoOn(req)
  let open = true
  res.on('close', () => {
    open = false
  })
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 2000\n\n')
  const end = Date.now() + OPEN_FOR_MS
  let breathed = Date.now()
  while (open && Date.now() < end) {
    for (const line of await answersAfter(app, address, after)) {
      res.write(`id: ${line.sequence}\ndata: ${JSON.stringify(answerView(line, render))}\n\n`)
      after = line.sequence
    }
    if (Date.now() - breathed > BREATHE_EVERY_MS) {
      res.write(': still here\n\n')
      breathed = Date.now()
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  res.end()
}

function whereToGoOn(req: Request): number {
  const asked = Number(req.get('Last-Event-ID') ?? req.query.after)
  return Number.isSafeInteger(asked) && asked >= 0 ? asked : 0
}
