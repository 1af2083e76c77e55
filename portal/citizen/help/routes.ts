import { Router } from 'express'
import { officesOf } from '../../../core/use-cases/citizen/offices-of.ts'
import { paths } from '../../paths.ts'
import type { CitizenDeps } from '../citizen-door.ts'

/** Pages that ask nothing: help, where to meet an officer, and what happens to one's data. */
export function helpRouter(deps: Pick<CitizenDeps, 'app'>): Router {
  return Router()
    .get(paths.public.help, (_req, res) => res.page('citizen/help', {}))
    .get(paths.public.privacy, (_req, res) => res.page('citizen/privacy', {}))
    .get(paths.citizen.meetOfficer, async (_req, res) =>
      res.page('citizen/meet-officer', { offices: await officesOf(deps.app) }),
    )
}
