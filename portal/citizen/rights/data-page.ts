import { Router } from 'express'
import { ownData } from '../../../core/use-cases/rights/own-data.ts'
import { whoOpened } from '../../../core/use-cases/rights/who-opened.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, sayIn } from '../citizen-door.ts'
import { dataView } from './data-view.ts'
import { openedView } from './opened-view.ts'

/** What is held, and who looked; without a proof both lead to where it is given. */
export function dataPages(deps: CitizenDeps): Router {
  return Router()
    .get(paths.rights.data, async (req, res) => {
      const data = await ownData(deps.app, { address: addressOf(req) })
      if (!data.ok) return res.redirect(303, paths.rights.own)
      return res.page('citizen/rights-data', dataView(data.value, sayIn(deps, req)))
    })
    .get(paths.rights.opened, async (req, res) => {
      const openings = await whoOpened(deps.app, { address: addressOf(req) })
      if (!openings.ok) return res.redirect(303, paths.rights.own)
      return res.page('citizen/rights-opened', openedView(openings.value, sayIn(deps, req)))
    })
}
