import { type Request, type Response, Router } from 'express'
import { seeProvedRecord } from '../../../core/use-cases/citizen/see-proved-record.ts'
import { useCounterCode } from '../../../core/use-cases/citizen/use-counter-code.ts'
import { errorAt, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { foundView } from './view.ts'

/** "Tôi có mã của Trạm Y tế" (features A04): the code of the slip, then the record, with nothing else to type. */
export function counterCodePage(deps: CitizenDeps): Router {
  return Router()
    .get(paths.lookUpSteps.counterCode, (_req, res) => res.page('citizen/counter-code', { errors: noErrors }))
    .post(paths.lookUpSteps.counterCode, (req, res) => use(deps, req, res))
    .get(paths.lookUpSteps.seen, (req, res) => show(deps, req, res))
}

async function use(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const code = textOf(req.form, 'code')
  const again = (message: string, status: number) =>
    res.page('citizen/counter-code', { errors: errorAt('code', message) }, status)
  if (code.trim() === '') return again(say('lookup.seen.empty'), 422)
  const used = await useCounterCode(deps.app, { address: addressOf(req), code, origin: originOf(req) })
  if (used.ok) return res.redirect(303, paths.lookUpSteps.seen)
  const { code: why, detail } = used.objection
  return again(say(objectionKey(why), detail), why === 'too_often' ? 429 : 422)
}

/** Without a code that opened it, the page that asks for one. */
async function show(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const seen = await seeProvedRecord(deps.app, { address: addressOf(req) })
  if (!seen.ok || !seen.value.found) return res.redirect(303, paths.lookUpSteps.counterCode)
  return res.page('citizen/look-up-result', foundView(seen.value, sayIn(deps, req)))
}
