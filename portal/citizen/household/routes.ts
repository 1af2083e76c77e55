import { Router } from 'express'
import type { CitizenDeps } from '../citizen-door.ts'
import { confirmPage } from './confirm-page.ts'
import { sheetPage } from './sheet-page.ts'
import { statusPages } from './status-page.ts'

/** One sheet for a household, a school or an employer (features B10); each person says yes for themselves. */
export function householdRouter(deps: CitizenDeps): Router {
  return Router().use(sheetPage(deps)).use(statusPages(deps)).use(confirmPage(deps))
}
