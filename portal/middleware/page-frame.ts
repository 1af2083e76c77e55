import type { Request, Response } from 'express'
import { type Frame, LOCALES, type StaffFrame } from '../../templates/render.ts'
import { paths } from '../paths.ts'

/** Design 6: the six actions of the main menu, in the same order on every channel. */
const MENU = [
  { key: 'lookUp', href: paths.citizen.lookUp },
  { key: 'report', href: paths.citizen.report },
  { key: 'sendCard', href: paths.citizen.sendCard },
  { key: 'track', href: paths.citizen.track },
  { key: 'meetOfficer', href: paths.citizen.meetOfficer },
  { key: 'help', href: paths.public.help },
] as const

export type FrameFacts = {
  url: string
  locale: string
  csrfToken: string
  requestId: string
  practice: boolean
  assets: Readonly<Record<string, string>>
  staff: StaffFrame | null
}

/** What layouts show around a page; tests render pages with it too. */
export function frameFor({ url, locale, staff, ...facts }: FrameFacts): Frame {
  // Any number of slashes is an address somebody may ask for; `//` alone is no URL.
  const here = new URL(`http://portal/${url.replace(/^\/+/, '')}`)
  return {
    ...facts,
    staff,
    paths,
    path: here.pathname,
    menu: MENU.map((entry) => ({ ...entry, current: entry.href === here.pathname })),
    languages: LOCALES.map((code) => ({ code, href: inLanguage(here, code), current: code === locale })),
  }
}

export function frameOf(req: Request, res: Response, shell: Pick<FrameFacts, 'practice' | 'assets'>): Frame {
  const { originalUrl: url, locale, csrfToken, requestId } = req
  return frameFor({ url, locale, csrfToken, requestId, staff: res.locals.staffFrame ?? null, ...shell })
}

function inLanguage(here: URL, code: string): string {
  const query = new URLSearchParams(here.search)
  query.set('lang', code)
  return `?${query}`
}
