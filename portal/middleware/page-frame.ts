import type { Request, Response } from 'express'
import { type Frame, LOCALES, type PackFrame, type StaffFrame } from '../../templates/render.ts'
import { paths } from '../paths.ts'
import { chosenPack, type LanguagePack } from '../public/voice/routes.ts'

/** Design 6: the six actions of the main menu, in the same order on every channel. */
const MENU = [
  { key: 'lookUp', href: paths.citizen.lookUp },
  { key: 'report', href: paths.citizen.report },
  { key: 'sendCard', href: paths.citizen.sendCard },
  { key: 'track', href: paths.citizen.track },
  { key: 'meetOfficer', href: paths.citizen.meetOfficer },
  { key: 'help', href: paths.public.help },
] as const

const VOICE = paths.public.voice('', '').replace(/\/\/\.mp3$/, '')

export type FrameFacts = {
  url: string
  locale: string
  csrfToken: string
  requestId: string
  practice: boolean
  helping?: boolean
  assets: Readonly<Record<string, string>>
  staff: StaffFrame | null
  pack?: PackFrame | null
}

/** What layouts show around a page; tests render pages with it too. */
export function frameFor({ url, locale, staff, pack = null, ...facts }: FrameFacts): Frame {
  // Any number of slashes is an address somebody may ask for; `//` alone is no URL.
  const here = new URL(`http://portal/${url.replace(/^\/+/, '')}`)
  return {
    ...facts,
    staff,
    pack,
    voice: VOICE,
    paths,
    path: here.pathname,
    menu: MENU.map((entry) => ({ ...entry, current: entry.href === here.pathname })),
    languages: LOCALES.map((code) => ({ code, href: inLanguage(here, code), current: code === locale })),
  }
}

export type Shell = Pick<FrameFacts, 'practice' | 'assets'> & { packs: readonly LanguagePack[] }

export function frameOf(req: Request, res: Response, { packs, ...shell }: Shell): Frame {
  const { originalUrl: url, locale, csrfToken, requestId } = req
  const pack = packFrame(chosenPack(packs, req), locale)
  return frameFor({
    url,
    locale,
    csrfToken,
    requestId,
    staff: res.locals.staffFrame ?? null,
    helping: res.locals.helping === true,
    pack,
    ...shell,
  })
}

function packFrame(pack: LanguagePack | null, locale: string): PackFrame | null {
  if (!pack) return null
  const { code, name, nameInVietnamese, reviewed, sentences } = pack
  return { code, language: locale === 'vi' ? nameInVietnamese : name, isDraft: reviewed === null, sentences }
}

function inLanguage(here: URL, code: string): string {
  const query = new URLSearchParams(here.search)
  query.set('lang', code)
  return `?${query}`
}
