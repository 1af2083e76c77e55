import { type Request, type Response, Router } from 'express'
import { cookieOf, setCookie } from '../../middleware/cookies.ts'
import { ownPathOr, paths } from '../../paths.ts'
import { type LanguagePack, VOICE_STEPS, voiceFile } from './language-packs.ts'

const COOKIE = 'tieng'
const YEAR_DAYS = 365
const DAY_SECONDS = 86_400

/** The sound files; nobody has to say who they are, and a browser may keep them a day. */
export function voiceFiles(offered: readonly LanguagePack[]): Router {
  const codes = ['vi', ...offered.map(({ code }) => code)]
  return Router().get(paths.public.voice(':code', ':step'), (req, res, next) => {
    const step = VOICE_STEPS.find((one) => one === req.params.step)
    const code = codes.find((one) => one === req.params.code)
    if (!step || !code) return next()
    return res.sendFile(voiceFile(code, step), { maxAge: DAY_SECONDS * 1000, cacheControl: true })
  })
}

/** All main steps to listen to, and the choice of a second language; kept in a cookie, no account needed. */
export function voicePage(offered: readonly LanguagePack[], secure: boolean): Router {
  return Router()
    .get(paths.public.listen, (req, res) => show(offered, req, res))
    .post(paths.public.listen, (req, res) => {
      const code = offered.find((pack) => pack.code === req.form.code)?.code ?? ''
      setCookie(res, COOKIE, code, { secure, days: code ? YEAR_DAYS : 0 })
      res.redirect(303, ownPathOr(paths.public.listen, req.form.back))
    })
}

function show(offered: readonly LanguagePack[], req: Request, res: Response): void {
  const chosen = chosenPack(offered, req)
  const packs = offered.map(({ code, name, nameInVietnamese }) => ({
    code,
    language: req.locale === 'vi' ? nameInVietnamese : name,
  }))
  res.page('public/listen', { steps: VOICE_STEPS, packs, chosen: chosen !== null })
}

export function chosenPack(offered: readonly LanguagePack[], req: Request): LanguagePack | null {
  return offered.find(({ code }) => code === cookieOf(req, COOKIE)) ?? null
}

export { type LanguagePack, packsOffered, readLanguagePacks } from './language-packs.ts'
