import { Router } from 'express'
import { paths } from '../../paths.ts'
import { homeView } from './view.ts'

export function homeRoutes(): Router {
  return Router().get(paths.public.home, (_req, res) => res.page('public/home', homeView()))
}
