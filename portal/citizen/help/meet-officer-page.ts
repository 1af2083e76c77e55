import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { officesOf } from '../../../core/use-cases/citizen/offices-of.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { chooseCallback } from '../../../core/use-cases/thread/choose-callback.ts'
import { endTalk } from '../../../core/use-cases/thread/end-talk.ts'
import { type OwnRequest, ownRequest } from '../../../core/use-cases/thread/own-request.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, type Say, sayIn, textOf } from '../citizen-door.ts'

type Deps = Pick<CitizenDeps, 'app' | 'say'>

/** Gặp cán bộ: where to go, or a word to the station, answered in the web chat or by a call (features D11). */
export function meetOfficerPage(deps: Deps): Router {
  return Router()
    .get(paths.citizen.meetOfficer, (req, res) => show(deps, req, res, noErrors))
    .post(paths.citizen.meetOfficer, async (req, res) => {
      if (textOf(req.form, 'act') === 'callback' && !textOf(req.form, 'slot'))
        return show(deps, req, res, errorAt('slot', deps.say('help.human.slotNeeded', req.locale)), 422)
      const objection = await act(deps, req)
      if (!objection) return res.redirect(303, paths.citizen.meetOfficer)
      const field = objection.code === 'phone_invalid' ? 'phone' : objection.code === 'slot_gone' ? 'slot' : 'text'
      return show(deps, req, res, errorAt(field, sayObjection(deps, req, objection)), 422)
    })
}

async function act({ app }: Deps, req: Request): Promise<Objection | null> {
  const address = addressOf(req)
  const outcome =
    textOf(req.form, 'act') === 'callback'
      ? await chooseCallback(app, { address, ...slotOf(req), phone: textOf(req.form, 'phone') || null })
      : textOf(req.form, 'act') === 'end'
        ? await endTalk(app, { address })
        : await askHuman(app, { address, personId: null, text: textOf(req.form, 'text'), origin: originOf(req) })
  return outcome.ok ? null : outcome.objection
}

function slotOf(req: Request) {
  const [day = '', part] = textOf(req.form, 'slot').split(' ')
  return { day, part: part === 'afternoon' ? ('afternoon' as const) : ('morning' as const) }
}

function sayObjection(deps: Deps, req: Request, { code, detail }: Objection): string {
  return deps.say(objectionKey(code), req.locale, detail)
}

async function show(deps: Deps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  const request = await ownRequest(deps.app, { address: addressOf(req) })
  const view = {
    offices: await officesOf(deps.app),
    errors,
    text: textOf(req.form, 'text'),
    phone: textOf(req.form, 'phone'),
    slot: textOf(req.form, 'slot'),
    ...standing(request, sayIn(deps, req)),
  }
  res.page('citizen/meet-officer', view, status)
}

/** What the page says about the person's own call; the form stands where there is none. */
function standing(request: OwnRequest | null, say: Say) {
  if (!request) return { told: null, mayAsk: true, slots: null }
  const { state, unitName: unit, callback, slots } = request
  const slotText = ({ day, part }: { day: string; part: string }) =>
    say(`help.human.slots.${part}`, { day: formatDate(day) })
  if (state !== 'callback') return { told: say(`help.human.${state}`, { unit }), mayAsk: false, slots: null }
  const told = callback
    ? say('help.human.called', { unit, slot: slotText(callback) })
    : say('help.human.away', { unit })
  return {
    told,
    mayAsk: false,
    slots: slots.map((slot) => ({ value: `${slot.day} ${slot.part}`, label: slotText(slot) })),
  }
}
