import { Router } from 'express'
import { beginPages } from './begin-pages.ts'
import type { HelperDeps } from './deps.ts'
import { paperPages } from './paper-pages.ts'
import { stationPages } from './station-pages.ts'
import { whoPage } from './who-page.ts'

/** Helper mode (features A09) and what the station does for those who act for others. */
export function helperRoutes(deps: HelperDeps): Router {
  return Router().use(beginPages(deps), whoPage(deps), paperPages(deps), stationPages(deps))
}
