import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../core/ports/app.ts'
import { checkName, type NameCheck } from '../../../core/use-cases/passport/check-name.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf } from './send-paper.ts'

/** Twice 44 characters, with room for line ends and spaces. */
const NameForm = z.object({
  mrz: z.string('passport.name.empty').trim().min(1, 'passport.name.empty').max(400, 'passport.name.unreadable'),
})

type Say = (key: string) => string

/** The holder's name beside that of their travel passport, before signing (features H06). What was typed is not given back. */
export function nameRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.passport.name, (_req, res) => res.page('public/passport-name', { checked: null, errors: noErrors }))
    .post(paths.passport.name, (req, res) => compare(app, (key) => render.sentence(key, req.locale), req, res))
}

async function compare(app: App, say: Say, req: Request, res: Response) {
  const refuse = (issue: string) => {
    const errors = formErrors({ issues: [{ code: 'custom', path: ['mrz'], message: issue, input: undefined }] }, say)
    return res.page('public/passport-name', { checked: null, errors }, 422)
  }
  const form = NameForm.safeParse(req.form)
  if (!form.success) return refuse(form.error.issues[0]?.message ?? 'passport.name.empty')
  const checked = await checkName(app, { address: addressOf(req), mrz: form.data.mrz })
  if (!checked.ok) return res.redirect(303, paths.lookUpSteps.passport)
  if (checked.value === 'unreadable') return refuse('passport.name.unreadable')
  return res.page('public/passport-name', { checked: checkedView(checked.value, say), errors: noErrors })
}

function checkedView({ ours, printed, name, sameBirthDate }: NameCheck, say: Say) {
  const found = name === 'different' ? 'different' : sameBirthDate ? NAMED[name] : 'birth'
  const differs = found === 'different' || found === 'birth'
  return {
    kind: differs ? 'warning' : 'success',
    heading: say(`passport.name.${found}`),
    text: say(`passport.name.${found}Text`),
    differs,
    rows: [
      { label: say('passport.name.ours'), value: ours, action: null },
      { label: say('passport.name.printed'), value: printed, action: null },
    ],
  }
}

const NAMED = { same: 'same', same_letters: 'sameLetters' } as const
