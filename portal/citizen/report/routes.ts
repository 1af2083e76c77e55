import { Router } from 'express'
import { paths } from '../../paths.ts'
import type { CitizenDeps } from '../citizen-door.ts'
import { dosesPage } from './doses-page.ts'
import { factsPage } from './facts-page.ts'
import { notePage } from './note-page.ts'
import { photosPage } from './photos-page.ts'
import { receiptPage } from './receipt-page.ts'
import { reviewPage } from './review-page.ts'
import { typesPage } from './types-page.ts'
import { urgentPage } from './urgent-page.ts'
import { whoPages } from './who-page.ts'

/** The report, one thing a page; every answer is kept on the server before the next page (B09). */
export function reportRouter(deps: CitizenDeps): Router {
  return Router()
    .get(paths.citizen.sendCard, (_req, res) => res.redirect(303, `${paths.citizen.report}?loai=WRONG_OR_MISSING_ID`))
    .use(typesPage(deps), whoPages(deps), factsPage(deps), dosesPage(deps), notePage(deps))
    .use(photosPage(deps), reviewPage(deps), urgentPage(deps), receiptPage(deps))
}
