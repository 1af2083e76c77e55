import { type Request, type Response, Router } from 'express'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { useSlip } from '../../../core/use-cases/citizen/use-slip.ts'
import { errorAt, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'

/** "Tôi đã báo Trạm rồi" (features B15): the slip brings the report taken at the counter into this browser. */
export function toldStationRouter(deps: CitizenDeps): Router {
  return Router()
    .get(paths.citizen.toldStation, (_req, res) => res.page('citizen/told-station', { code: '', errors: noErrors }))
    .post(paths.citizen.toldStation, (req, res) => use(deps, req, res, textOf(req.form, 'code')))
    .get(paths.citizen.slip(':code', ':key'), (req, res, next) => {
      const code = readReceiptCode(String(req.params.code))
      return code ? res.page('citizen/slip', { code }) : next()
    })
    .post(paths.citizen.slip(':code', ':key'), (req, res) => use(deps, req, res, String(req.params.key)))
}

/** With PA in front it is the code of a report, which tracking asks the end of a phone for. */
async function use(deps: CitizenDeps, req: Request, res: Response, typed: string): Promise<void> {
  const say = sayIn(deps, req)
  const again = (message: string, status: number) =>
    res.page('citizen/told-station', { code: typed.slice(0, 20), errors: errorAt('code', message) }, status)
  if (typed.trim() === '') return again(say('toldstation.empty'), 422)
  const report = readReceiptCode(typed)
  if (report && /^\s*PA/i.test(typed)) return res.redirect(303, paths.citizen.trackOne(report))
  const used = await useSlip(deps.app, { address: addressOf(req), key: typed, origin: originOf(req) })
  if (used.ok) return res.redirect(303, paths.citizen.trackOne(used.value.code))
  const { code: why, detail } = used.objection
  return again(say(objectionKey(why), detail), why === 'too_often' ? 429 : 422)
}
