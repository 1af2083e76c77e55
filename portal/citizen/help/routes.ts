import { Router } from 'express'
import { paths } from '../../paths.ts'
import type { CitizenDeps } from '../citizen-door.ts'
import { meetOfficerPage } from './meet-officer-page.ts'

/** Help, how to reach an officer, and what happens to one's data. */
export function helpRouter(deps: Pick<CitizenDeps, 'app' | 'say'>): Router {
  return Router()
    .get(paths.public.help, (_req, res) => res.page('citizen/help', {}))
    .get(paths.public.privacy, (_req, res) => res.page('citizen/privacy', {}))
    .use(meetOfficerPage(deps))
}
