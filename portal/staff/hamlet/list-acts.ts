import type { Request } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import type { Actor } from '../../../core/domain/role.ts'
import type { App } from '../../../core/ports/app.ts'
import type { HamletList } from '../../../core/ports/hamlet-lists.ts'
import { endHamletLink, makeHamletLink } from '../../../core/use-cases/hamlet/hamlet-link.ts'
import { keepSheetPhoto } from '../../../core/use-cases/hamlet/hamlet-sheets.ts'
import type { HamletListView } from '../../../core/use-cases/hamlet/read-hamlet.ts'
import { takeOffHamletList } from '../../../core/use-cases/hamlet/take-off-hamlet-list.ts'
import { typeInAnswers } from '../../../core/use-cases/hamlet/type-in-answers.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { readRows } from '../../hamlet/answer-form.ts'
import { hamletWords } from '../../hamlet/answer-words.ts'
import { householdsView, personView, type Say } from '../../hamlet/row-view.ts'
import { paths } from '../../paths.ts'
import { svgImage } from '../../qr-image.ts'

export interface HamletDeps {
  app: App
  render: Renderer
  /** A whole `<svg>` for an address. */
  qr: (text: string) => Promise<string>
}

/** What the page says after it was led back to itself: what was done, and to how many. */
export interface Done {
  da: 'lap' | 'xep' | 'chon' | 'luu' | 'thu-hoi' | 'dong-link' | 'anh'
  so: number
}

export const toldOf = ({ da, so }: Done) => new URLSearchParams({ da, so: String(so) })

export interface NewLinkShown {
  address: string
  pin: string
  until: string
  qr: string
}

type Acted = { ok: true; done: Done; link?: NewLinkShown; again?: boolean } | { ok: false; objection: Objection }

type Officer = Extract<Actor, { kind: 'staff' }>

const ActForm = z.object({ act: z.enum(['save', 'rest', 'link', 'end_link', 'take_off', 'photo']) })

export async function listAct(deps: HamletDeps, req: Request, list: HamletList, officer: Officer): Promise<Acted> {
  const { app, render } = deps
  const form = ActForm.safeParse(req.form)
  if (!form.success) return { ok: false, objection: { code: 'nothing_answered' } }
  const about = { officer, listId: list.id }
  switch (form.data.act) {
    case 'link':
      return newLink(deps, about)
    case 'end_link':
      return doneAs('dong-link', await endHamletLink(app, about))
    case 'take_off':
      return doneAs('thu-hoi', await takeOffHamletList(app, about))
    case 'photo':
      return keepPhotos(deps, req, about)
    default: {
      const read = readRows(req.form, form.data.act === 'rest')
      if (read.answers.length === 0 && read.faults.length > 0)
        return { ok: true, done: { da: 'luu', so: 0 }, again: true }
      const typed = await typeInAnswers(app, { ...about, answers: read.answers, words: hamletWords(render) })
      if (!typed.ok) return typed
      const again = read.faults.length > 0 || typed.value.differing.length > 0
      return { ok: true, done: { da: 'luu', so: typed.value.taken.length }, again }
    }
  }
}

function doneAs(da: Done['da'], outcome: { ok: true; value: unknown } | { ok: false; objection: Objection }): Acted {
  if (!outcome.ok) return outcome
  return { ok: true, done: { da, so: typeof outcome.value === 'number' ? outcome.value : 1 } }
}

async function newLink({ app, qr }: HamletDeps, about: { officer: Officer; listId: string }): Promise<Acted> {
  const made = await makeHamletLink(app, about)
  if (!made.ok) return made
  const { token, pin, expiresAt } = made.value
  const address = `${app.settings.publicUrl}${paths.hamlet.phone(token)}`
  const link = { address, pin, until: formatDateTime(expiresAt), qr: svgImage(await qr(address)) }
  return { ok: true, done: { da: 'luu', so: 0 }, link }
}

async function keepPhotos(
  { app }: HamletDeps,
  req: Request,
  about: { officer: Officer; listId: string },
): Promise<Acted> {
  const photos = req.files.filter((file) => file.field === 'photo')
  if (photos.length === 0) return { ok: false, objection: { code: 'photo_needed' } }
  for (const { bytes } of photos) {
    const kept = await keepSheetPhoto(app, { ...about, bytes })
    if (!kept.ok) return kept
  }
  return { ok: true, done: { da: 'anh', so: photos.length } }
}

/** The sheet for paper: everybody on the list, boxes to tick and room to write; its QR leads an officer back to the list. */
export async function printedSheet({ app, qr }: HamletDeps, { list, unitName, rows }: HamletListView, say: Say) {
  return {
    number: list.number,
    unitName,
    hamlet: list.hamlet ?? say('hamlet.unknownHamlet'),
    drawnUpOn: formatDate(list.drawnUpOn),
    due: formatDateTime(list.dueAt),
    count: rows.length,
    qr: svgImage(await qr(`${app.settings.publicUrl}${paths.hamlet.list(list.number)}`)),
    backHref: paths.hamlet.list(list.number),
    homes: householdsView(
      rows.map((row) => personView(row, say)),
      say,
    ),
  }
}
