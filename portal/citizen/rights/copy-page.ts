import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { COPY_LINK_MINUTES, makeCopyLinks, useCopyLink } from '../../../core/use-cases/rights/copy-link.ts'
import { ownData } from '../../../core/use-cases/rights/own-data.ts'
import { whoOpened } from '../../../core/use-cases/rights/who-opened.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, sayIn } from '../citizen-door.ts'
import { copyOf, OwnDataCopy } from './copy-document.ts'
import { dataView } from './data-view.ts'
import { openedView } from './opened-view.ts'

/** A copy of everything, for reading and for machines (features L05): made when fetched, stored nowhere. */
export function copyPages(deps: CitizenDeps): Router {
  const { copy, copyFile, copySchema } = paths.rights
  return Router()
    .get(copy, (_req, res) => show(res, null))
    .post(copy, async (req, res) => {
      const links = await makeCopyLinks(deps.app, { address: addressOf(req), locale: req.locale })
      if (!links.ok) return res.redirect(303, paths.rights.own)
      return show(res, { page: copyFile(links.value.page), json: copyFile(links.value.json) })
    })
    .get(copySchema, (_req, res) => res.type('application/schema+json').send(z.toJSONSchema(OwnDataCopy)))
    .get(copyFile(':token'), (req, res) => fetchCopy(deps, req, res))
}

function show(res: Response, links: { page: string; json: string } | null, expired = false): void {
  res.page('citizen/rights-copy', { links, expired, minutes: COPY_LINK_MINUTES }, expired ? 410 : 200)
}

async function fetchCopy(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const address = addressOf(req)
  const link = await useCopyLink(deps.app, { address, token: String(req.params.token) })
  if (!link.ok) return show(res, null, true)
  const [data, openings] = [await ownData(deps.app, { address }), await whoOpened(deps.app, { address })]
  if (!data.ok || !openings.ok) return res.redirect(303, paths.rights.own)
  const madeAt = deps.app.now()
  if (link.value === 'json') {
    const document = copyOf(data.value, openings.value, { madeAt, publicUrl: deps.app.settings.publicUrl })
    res
      .attachment('so-tiem-du-lieu-cua-toi.json')
      .type('json')
      .send(JSON.stringify(document, null, 2))
    return
  }
  const say = sayIn(deps, req)
  const view = { ...dataView(data.value, say), opened: openedView(openings.value, say), madeAt: madeAt.toISOString() }
  res.page('citizen/rights-copy-paper', view)
}
