import type { Request, Response } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { readCaseCode } from '../../../core/domain/report/receipt-code.ts'
import type { App } from '../../../core/ports/app.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { grantPhotoLinks } from '../../../core/use-cases/desk/photo-link.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import type { CasePage } from './case-page.ts'
import { lookOf } from './photo-look.ts'
import { caseView } from './view.ts'

/** The case page as it stands now, with what was typed and objected. */
export async function showCase(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  page: Partial<CasePage>,
  status: number,
): Promise<void> {
  const officer = officerOf(req)
  const opened = await openCase(app, { officer, code: codeOf(req) })
  if (!opened.ok) return objected(res, opened.objection)
  const view = opened.value
  const session = sessionTokenOf(req) ?? ''
  const links = view.maySeePhotos ? await grantPhotoLinks(app, { officer, session, code: view.report.code }) : null
  const tokens = links?.ok ? links.value : new Map<string, string>()
  const whole: CasePage = {
    ...NOTHING_TYPED,
    ...page,
    tokens,
    look: page.look ?? lookOf(req.query),
    officerId: officer.staffId,
    now: app.now(),
    publicUrl: app.settings.publicUrl,
  }
  res.page('staff/case', caseView(view, whole, render, req.locale), status)
}

const NOTHING_TYPED = {
  open: null,
  values: {},
  seen: null,
  errors: noErrors as FormErrors,
  objection: null,
  preview: false,
  done: null,
  next: null,
}

function objected(res: Response, { code }: Objection): void {
  res.page('staff/objection', { code, backHref: paths.staff.queue }, statusOf(code))
}

/** The code as stored, however it was typed into the address. */
export const codeOf = (req: Request): string => readCaseCode(String(req.params.code)) ?? String(req.params.code)
