import { Router } from 'express'
import type { CitizenDeps } from '../citizen-door.ts'
import { askPages } from './ask-page.ts'
import { copyPages } from './copy-page.ts'
import { dataPages } from './data-page.ts'
import { rightsHome } from './home-page.ts'

/** Quyền của tôi: see, correct, copy, restrict, object, take back, erase, and who looked (features L05, L01). */
export function rightsRouter(deps: CitizenDeps): Router {
  return Router().use(rightsHome(deps)).use(dataPages(deps)).use(copyPages(deps)).use(askPages(deps))
}
