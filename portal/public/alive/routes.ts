import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { readFigures } from '../../../core/use-cases/public-figures/read-figures.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { aliveView, openData } from './view.ts'

/** "Dịch vụ đang chạy": anybody can see that the service is alive, as a page and as a file (features D14). */
export function aliveRoutes(app: App, render: Pick<Renderer, 'sentence'>): Router {
  return Router()
    .get(paths.public.alive, async (req, res) => {
      const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
      res.page('public/alive', aliveView(await readFigures(app), req.locale, say))
    })
    .get(paths.public.aliveJson, async (_req, res) => res.json(openData(await readFigures(app))))
}
