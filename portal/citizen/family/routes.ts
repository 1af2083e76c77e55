import { Router } from 'express'
import { listFamily } from '../../../core/use-cases/family/list-family.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, sayIn } from '../citizen-door.ts'
import { addPages } from './add-pages.ts'
import { birthPaperPage } from './birth-paper-page.ts'
import { memberPages } from './member-pages.ts'
import { phonePages } from './phone-page.ts'
import { unknownPage } from './unknown-page.ts'
import { familyView } from './view.ts'

/** "Người trong gia đình": up to ten people behind one proved phone (features A07, A08), without JavaScript. */
export function familyRouter(deps: CitizenDeps): Router {
  return Router()
    .get(paths.family.own, async (req, res) => {
      const family = await listFamily(deps.app, { address: addressOf(req) })
      if (!family.ok) return res.redirect(303, paths.family.phone)
      return res.page('citizen/family', familyView(family.value, req.query.xong, sayIn(deps, req)))
    })
    .use(phonePages(deps), addPages(deps), birthPaperPage(deps), memberPages(deps), unknownPage(deps))
}
