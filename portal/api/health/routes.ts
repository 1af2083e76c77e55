import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import type { Queues } from '../../../core/ports/queue.ts'
import { missingParts } from './missing-parts.ts'

export interface HealthDeps {
  app: App
  queues: Queues
  metrics: { contentType: string; text(): Promise<string> }
}

/** For machines: is the process alive, can it work, and how is it doing (features M04). No data of anybody. */
export function healthRoutes({ app, queues, metrics }: HealthDeps): Router {
  return Router()
    .get('/healthz', (_req, res) => res.set('Cache-Control', 'no-store').json({ status: 'ok' }))
    .get('/readyz', async (_req, res) => {
      const missing = await missingParts(app, queues)
      const status = missing.length === 0 ? 'ready' : 'not_ready'
      res
        .set('Cache-Control', 'no-store')
        .status(missing.length === 0 ? 200 : 503)
        .json({ status, missing })
    })
    .get('/metrics', async (_req, res) => {
      res
        .set('Cache-Control', 'no-store')
        .type(metrics.contentType)
        .send(await metrics.text())
    })
}
