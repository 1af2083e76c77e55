import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { mentionsOf, openNotes, writeNote } from '../../../core/use-cases/notes/write-note.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { codeOf } from '../case/show-case.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'

const NoteForm = z.object({
  noteId: z.uuid(),
  text: z.string('notes.errors.text').trim().min(1, 'notes.errors.text').max(2000, 'notes.errors.tooLong'),
})

/** Notes among colleagues about a case, and where somebody was named in one (features E12). */
export function noteRoutes(app: App, render: Renderer): Router {
  const deps = { app, render }
  const allowed = requireOfficer(...rolesFor('write_notes'))
  return Router()
    .get(paths.staff.mentions, allowed, (req, res) => mentions(deps, req, res))
    .get(paths.staff.notes(':code'), allowed, (req, res) => show(deps, req, res, noErrors, 200))
    .post(paths.staff.notes(':code'), allowed, async (req, res) => {
      const form = NoteForm.safeParse(req.form)
      const say = (key: string) => render.sentence(key, req.locale)
      if (!form.success) return show(deps, req, res, formErrors(form.error, say), 422)
      const written = await writeNote(app, { officer: officerOf(req), code: codeOf(req), ...form.data })
      if (!written.ok) return show(deps, req, res, noErrors, statusOf(written.objection.code))
      return res.redirect(303, paths.staff.notes(codeOf(req)))
    })
}

interface Deps {
  app: App
  render: Renderer
}

async function mentions({ app, render }: Deps, req: Request, res: Response): Promise<void> {
  const waiting = await mentionsOf(app, officerOf(req))
  const sentence = (name: string, at: Date) =>
    render.sentence('notes.mention', req.locale, { name, time: formatDateTime(at) })
  const rows = waiting.map(({ code, byName, at }) => ({
    code,
    href: paths.staff.notes(code),
    text: sentence(byName, at),
  }))
  return res.page('staff/mentions', { rows })
}

async function show({ app }: Deps, req: Request, res: Response, errors: FormErrors, status: number): Promise<void> {
  const opened = await openNotes(app, { officer: officerOf(req), code: codeOf(req) })
  if (!opened.ok) {
    const { code } = opened.objection
    return res.page('staff/objection', { code, backHref: paths.staff.queue }, statusOf(code))
  }
  const { report, notes, colleagues } = opened.value
  const view = {
    code: report.code,
    href: paths.staff.notes(report.code),
    caseHref: paths.staff.report(report.code),
    unitName: officerOf(req).unitName,
    errors,
    noteId: app.newId(),
    text: errors.list.length > 0 ? String(req.form.text ?? '') : '',
    colleagues: colleagues.map(({ login, fullName }) => `@${login} (${fullName})`),
    notes: notes.map(({ at, staffName, text }) => {
      return { when: formatDateTime(at), title: staffName, text, current: false, tag: null }
    }),
  }
  return res.page('staff/case-notes', view, status)
}
