import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type Response } from 'express'
import type { Book } from './book.ts'
import { dosesList, recordsList, resultsList } from './lists.ts'
import { platformPages } from './pages.ts'

export type PracticePlatform = Awaited<ReturnType<typeof startPracticePlatform>>

/**
 * The practice Platform behind its interface (features G09, G10): PUT /api/imports/<number>, GET /api/units/<unit>/lists/<kind>.
 * Its moods decide what each request meets.
 */
export async function startPracticePlatform(book: Book, options: { port?: number; key?: string } = {}) {
  const key = options.key ?? 'only-for-the-practice-platform'
  const requests: string[] = []
  const app = express()
  app.use('/api', async (req, res, next) => {
    requests.push(`${req.method} ${req.path}`)
    const { isDown, isBroken, slowMs } = book.moods
    if (slowMs > 0) await wait(slowMs, undefined, { ref: false })
    if (isDown) return void res.socket?.destroy()
    if (isBroken) return void res.status(500).send('<html>Lỗi hệ thống</html>')
    return req.get('authorization') === `Bearer ${key}` ? next() : void res.status(401).end()
  })
  app.put('/api/imports/:number', express.raw({ type: () => true, limit: '50mb' }), async (req, res) => {
    const answer = await book.takeFile(req.params.number, req.body as Buffer, req.get('x-sha256') ?? '')
    if (book.moods.cutsAnswer) return void res.socket?.destroy()
    if (answer.state === 'refused') return void res.status(422).json({ reason: answer.reason })
    res.json(answer.totals)
  })
  app.get('/api/units/:unit/lists/:kind', (req, res) => sendList(book, req.params, res))
  app.use(platformPages(book))
  const server = app.listen(options.port ?? 0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    book,
    app,
    key,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const LISTS: Readonly<Record<string, (book: Book, unit: string) => string>> = {
  results: resultsList,
  doses: dosesList,
  records: recordsList,
}

function sendList(book: Book, { unit, kind }: { unit: string; kind: string }, res: Response): void {
  const list = LISTS[kind]
  if (!list) return void res.status(404).end()
  res.type('text/csv').send(list(book, unit))
}
