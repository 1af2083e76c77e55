import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { rolesFor } from '../../../core/policy.ts'
import { judgeBirthPaper, seeBirthPaper, waitingPapers } from '../../../core/use-cases/family/judge-birth-paper.ts'
import { recordSlip } from '../../../core/use-cases/helper/record-slip.ts'
import { sayIn, textOf } from '../../citizen/citizen-door.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { sentenceOf } from './begin-pages.ts'
import type { HelperDeps } from './deps.ts'

/** The station's side of those who act for others: slips signed without a phone (A09), birth papers of guardians (A07). */
export function stationPages(deps: HelperDeps): Router {
  const slips = requireOfficer(...rolesFor('record_help_slips'))
  const papers = requireOfficer(...rolesFor('judge_birth_papers'))
  return Router()
    .get(paths.helper.consentSlips, slips, (req, res) => {
      const noted = typeof req.query.so === 'string' ? req.query.so.slice(0, 20) : null
      res.page('staff/help-slips', { errors: noErrors, number: '', noted })
    })
    .post(paths.helper.consentSlips, slips, (req, res) => noteSlip(deps, req, res))
    .get(paths.helper.birthPapers, papers, (req, res) => showPapers(deps, req, res, noErrors))
    .get(paths.helper.birthPaperPhoto(':id'), papers, async (req, res, next) => {
      const seen = await seeBirthPaper(deps.app, { officer: officerOf(req), id: idOf(req) })
      return seen.ok ? res.type('jpeg').set('Content-Disposition', 'inline').send(seen.value) : next()
    })
    .post(paths.helper.birthPaper(':id'), papers, (req, res) => judge(deps, req, res))
    .get(paths.helper.birthPaper(':id'), papers, (_req, res) => res.redirect(303, paths.helper.birthPapers))
}

const idOf = (req: Request) => z.uuid().safeParse(req.params.id).data ?? '00000000-0000-4000-8000-000000000000'

async function noteSlip(deps: HelperDeps, req: Request, res: Response): Promise<void> {
  const number = textOf(req.form, 'number')
  const noted = await recordSlip(deps.app, { officer: officerOf(req), number })
  if (noted.ok) {
    const query = new URLSearchParams({ so: noted.value.number })
    return res.redirect(303, `${paths.helper.consentSlips}?${query}`)
  }
  const { code } = noted.objection
  const sentence = sayIn(deps, req)(code === 'slip_unknown' ? 'helper.slips.unreadable' : `objections.${code}`)
  return res.page('staff/help-slips', { errors: errorAt('number', sentence), number, noted: null }, 422)
}

async function showPapers(deps: HelperDeps, req: Request, res: Response, errors: FormErrors, status = 200) {
  const say = sayIn(deps, req)
  const waiting = await waitingPapers(deps.app, officerOf(req))
  const papers = (waiting.ok ? waiting.value : []).map(({ id, claimant, sentAt, hasRecord }) => ({
    name: claimant.fullName,
    rows: [
      { label: say('report.fields.birthDate'), value: writeDate(claimant.birthDate as IsoDate), action: null },
      { label: say('report.fields.sex'), value: say(`report.sex.${claimant.sex}`), action: null },
    ],
    sentAt: sentAt.toISOString(),
    hasRecord,
    photoHref: paths.helper.birthPaperPhoto(id),
    judgeHref: paths.helper.birthPaper(id),
  }))
  res.page('staff/birth-papers', { papers, errors }, status)
}

async function judge(deps: HelperDeps, req: Request, res: Response): Promise<void> {
  const accept = textOf(req.form, 'act') === 'accept'
  const judged = await judgeBirthPaper(deps.app, { officer: officerOf(req), id: idOf(req), accept })
  if (judged.ok) return res.redirect(303, paths.helper.birthPapers)
  return showPapers(deps, req, res, errorAt('papers', sentenceOf(sayIn(deps, req), judged.objection)), 409)
}
