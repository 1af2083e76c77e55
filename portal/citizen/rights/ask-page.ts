import { type Request, type Response, Router } from 'express'
import { isDoneAtOnce, RIGHTS_KINDS, type RightsKind } from '../../../core/domain/rights/rights-kind.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { askRight } from '../../../core/use-cases/rights/ask-right.ts'
import { ownReceipt } from '../../../core/use-cases/rights/own-receipt.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { receiptView } from './receipt-view.ts'

type Asked = Exclude<RightsKind, 'access'>

/** One page for each wish: what happens, what stays, a box to tick; then a receipt, or the way back to the list. */
export function askPages(deps: CitizenDeps): Router {
  const path = paths.rights.ask(':kind')
  return Router()
    .get(path, async (req, res, next) => {
      const kind = kindOf(req)
      if (!kind) return next()
      if (!(await phoneOf(deps.app, addressOf(req)))) return res.redirect(303, paths.rights.own)
      return show(deps, req, res, kind, noErrors)
    })
    .post(path, async (req, res, next) => {
      const kind = kindOf(req)
      return kind ? ask(deps, req, res, kind) : next()
    })
    .get(paths.rights.receipt(':id'), async (req, res, next) => {
      const request = await ownReceipt(deps.app, { address: addressOf(req), id: String(req.params.id) })
      return request ? res.page('citizen/rights-receipt', receiptView(request, sayIn(deps, req))) : next()
    })
}

const kindOf = (req: Request): Asked | undefined =>
  RIGHTS_KINDS.filter((kind) => kind !== 'access').find((kind) => kind === req.params.kind)

async function ask(deps: CitizenDeps, req: Request, res: Response, kind: Asked): Promise<void> {
  const say = sayIn(deps, req)
  if (textOf(req.form, 'sure') !== 'yes')
    return show(deps, req, res, kind, errorAt('sure', say('rights.ask.sureNeeded')), 422)
  const words = textOf(req.form, 'words')
  const asked = await askRight(deps.app, { address: addressOf(req), kind, words, locale: req.locale })
  if (asked.ok) {
    const { id, settledAt } = asked.value
    return res.redirect(303, settledAt ? paths.rights.receipt(id) : `${paths.rights.own}?xong=asked`)
  }
  if (asked.objection.code === 'not_proved') return res.redirect(303, paths.rights.own)
  const { code, detail } = asked.objection
  return show(deps, req, res, kind, errorAt('sure', say(objectionKey(code), detail)), 409)
}

function show(deps: CitizenDeps, req: Request, res: Response, kind: Asked, errors: FormErrors, status = 200): void {
  const say = sayIn(deps, req)
  const text = (part: string) => say(`rights.ask.${kind}.${part}`)
  const view = {
    title: text('title'),
    when: say(`rights.kinds.${kind}.text`),
    gone: text('gone'),
    stays: text('stays'),
    button: text('button'),
    takesWords: !isDoneAtOnce(kind),
    danger: isDoneAtOnce(kind),
    words: textOf(req.form ?? {}, 'words'),
    errors,
  }
  res.page('citizen/rights-ask', view, status)
}
