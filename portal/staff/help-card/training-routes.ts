import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { SET_OF_ROLE, type TrainingCase, type TrainingScore } from '../../../core/domain/training/training-case.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { TrainingKind } from '../../../core/ports/training.ts'
import { answerCase, beginTraining, trainingStep } from '../../../core/use-cases/training/take-training.ts'
import type { Renderer } from '../../../templates/render.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'

const PATH: Record<TrainingKind, string> = {
  self_test: paths.staff.selfTest,
  practice_cases: paths.staff.practiceCases,
}
const Answer = z.object({ case: z.string().min(1).max(10), given: z.string().min(1).max(20) })

/** The self-test of every role, and the 20 practice cases of a new clerk (features K11). Nothing here touches a record. */
export function trainingRoutes(app: App, render: Renderer): Router {
  const routes = Router()
  const station = rolesFor('work_at_counter')
  mount(routes, app, render, 'self_test', requireOfficer())
  mount(routes, app, render, 'practice_cases', requireOfficer(...station))
  return routes
}

function mount(
  routes: Router,
  app: App,
  render: Renderer,
  kind: TrainingKind,
  door: ReturnType<typeof requireOfficer>,
): void {
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const step = await trainingStep(app, { officer: officerOf(req), kind })
    const page = pageOf(app, render, req, kind)
    if (step.at === 'start') return res.page('staff/training-start', page.start(step.total, step.last), status)
    return res.page('staff/training-case', { ...page.case(step), errors }, status)
  }
  routes.get(PATH[kind], door, (req, res) => show(req, res, noErrors))
  routes.post(PATH[kind], door, async (req, res) => {
    const officer = officerOf(req)
    if (req.form.act === 'begin') {
      await beginTraining(app, { officer, kind })
      return res.redirect(303, PATH[kind])
    }
    const form = Answer.safeParse(req.form)
    if (!form.success) {
      return show(req, res, errorAt('given', render.sentence('training.choose', req.locale)), 422)
    }
    await answerCase(app, { officer, kind, caseId: form.data.case, given: form.data.given })
    return res.redirect(303, PATH[kind])
  })
}

function pageOf(app: App, render: Renderer, req: Request, kind: TrainingKind) {
  const { locale } = req
  const { role } = officerOf(req)
  const { options } = app.training[SET_OF_ROLE[role]]
  const say = (key: string, params = {}) => render.sentence(`training.${key}`, locale, params)
  const label = (option: string) => options[option]?.[locale] ?? option
  const told = ({ shown, given }: { shown: TrainingCase; given: string }) => ({
    right: given === shown.right,
    text: `${given === shown.right ? say('rightWas') : say('wrongWas', { right: label(shown.right) })} ${shown.why[locale]}`,
  })
  const title = say(`${kind}.title`)
  const other = kind === 'practice_cases' ? paths.staff.selfTest : paths.staff.practiceCases
  const mayOther = rolesFor('work_at_counter').includes(role)
  return {
    start: (total: number, last: TrainingScore | null) => ({
      title,
      lead: say(`${kind}.lead`, { total }),
      action: PATH[kind],
      other: mayOther ? { href: other, label: say(kind === 'practice_cases' ? 'otherSelf' : 'other') } : null,
      last: last && {
        score: say('score', { right: last.right, total: last.total }),
        tag: { kind: last.passed ? 'success' : 'warning', label: say(last.passed ? 'passed' : 'notPassed') },
        wrong: last.wrong.map(({ shown, given }) => ({
          text: shown.text[locale],
          said: say('yours', { given: label(given), right: label(shown.right) }),
          why: shown.why[locale],
        })),
      },
    }),
    case: (step: { shown: TrainingCase; no: number; total: number; before: Parameters<typeof told>[0] | null }) => ({
      title,
      action: PATH[kind],
      heading: say('question', { no: step.no, total: step.total }),
      caseId: step.shown.id,
      text: step.shown.text[locale],
      before: step.before && told(step.before),
      options: Object.keys(options).map((value) => ({ value, label: label(value), hint: null })),
    }),
  }
}
