import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Outcome } from '../../../core/domain/objection.ts'
import type { App } from '../../../core/ports/app.ts'
import { addPasskey, ownFactors, removePasskey } from '../../../core/use-cases/staff/own-passkeys.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { readAnswer } from './browser-answer.ts'
import { objected } from './log-in-form.ts'

const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('add'), name: z.string().max(60).default(''), answer: z.string().max(20_000) }),
  z.object({ act: z.literal('remove'), id: z.string().min(1).max(1_000) }),
])

/** An officer's own passkeys: several of them, with names, added and removed (features K03). */
export function ownFactorsRoutes(app: App, render: Renderer): Router {
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const { passkeys, hasTotp, question } = await ownFactors(app, { officer: officerOf(req) })
    const view = {
      hasTotp,
      addAct: { name: 'act', value: 'add' },
      question: JSON.stringify(question),
      passkeys: passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
        id,
        name,
        addedAt: addedAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      done: req.query.xong === 'da' ? render.sentence('factors.done', req.locale) : null,
      errors,
    }
    return res.page('staff/own-factors', view, status)
  }
  return Router()
    .get(paths.staff.ownFactors, requireOfficer(), (req, res) => show(req, res, noErrors))
    .post(paths.staff.ownFactors, requireOfficer(), async (req, res) => {
      const form = Act.safeParse(req.form)
      if (!form.success) return show(req, res, noErrors, 422)
      const outcome = await settle(app, req, form.data)
      if (outcome.ok) return res.redirect(303, `${paths.staff.ownFactors}?xong=da`)
      return show(req, res, objected(render, req, outcome.objection, 'passkey'), statusOf(outcome.objection.code))
    })
}

function settle(app: App, req: Request, act: z.infer<typeof Act>): Promise<Outcome<null>> {
  const officer = officerOf(req)
  if (act.act === 'remove') return removePasskey(app, { officer, id: act.id })
  return addPasskey(app, { officer, name: act.name, answer: readAnswer(act.answer) })
}
