import { Router } from 'express'
import { paths } from '../../paths.ts'

/** What a person reads when the line is gone: what still works, and that nothing was sent. */
export function offlinePage(): Router {
  return Router().get(paths.public.offline, (_req, res) => res.page('public/offline', {}))
}
