import { type Request, type Response, Router } from 'express'
import { SHEET_CONSENT_VERSION } from '../../../core/domain/consent/sheet-consent.ts'
import type { Outcome } from '../../../core/domain/objection.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { SheetPerson } from '../../../core/domain/sheet/sheet-row.ts'
import { preparedFor, sayNo, sayYes } from '../../../core/use-cases/sheet/say-yes.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, type Say, sayIn, textOf } from '../citizen-door.ts'
import { askForProof, type ProofPlace, proofCodePage } from '../prove-here.ts'

/** The person's own page behind the link of a sheet: the phone first, then what was written, then yes or no (features B10). */
export function confirmPage(deps: CitizenDeps): Router {
  const { confirm, confirmCode } = paths.household
  const place: ProofPlace = {
    codeRoute: confirmCode(':token'),
    codeHref: (req) => confirmCode(tokenOf(req)),
    backHref: (req) => confirm(tokenOf(req)),
    showErrors: (req, res, errors, status) => askPhone(req, res, errors, status),
  }
  return Router()
    .get(confirm(':token'), (req, res) => show(deps, req, res, noErrors))
    .post(confirm(':token'), (req, res) => {
      const act = textOf(req.form, 'act')
      if (act === 'yes') return yes(deps, req, res)
      return act === 'no' ? no(deps, req, res) : askForProof(deps, place, req, res)
    })
    .use(proofCodePage(deps, place))
}

const tokenOf = (req: Request) => String(req.params.token)

const askedBy = (req: Request) => ({ address: addressOf(req), token: tokenOf(req) })

function askPhone(req: Request, res: Response, errors: FormErrors, status = 200): void {
  res.page('citizen/household-ask', { errors, phone: textOf(req.form ?? {}, 'phone') }, status)
}

async function show(deps: CitizenDeps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  const prepared = await preparedFor(deps.app, askedBy(req))
  if (!prepared.ok) return notNow(req, res, prepared)
  const say = sayIn(deps, req)
  const view = { rows: rowsOf(prepared.value, say), consentVersion: SHEET_CONSENT_VERSION, errors }
  res.page('citizen/household-confirm', view, status)
}

/** Unknown, answered, late, another phone: one page, and before a proof always the same question. */
function notNow(req: Request, res: Response, refused: Extract<Outcome<unknown>, { ok: false }>): void {
  if (refused.objection.code === 'not_proved') askPhone(req, res, noErrors)
  else res.page('citizen/household-end', { state: 'gone', code: null, trackHref: null }, 410)
}

async function yes(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const consentVersion = textOf(req.form, 'consent')
  if (!consentVersion) return show(deps, req, res, errorAt('consent', say('household.confirm.boxNeeded')), 422)
  const said = await sayYes(deps.app, { ...askedBy(req), consentVersion, locale: req.locale })
  if (said.ok) {
    const { code } = said.value
    return res.page('citizen/household-end', { state: 'sent', code, trackHref: paths.citizen.trackOne(code) })
  }
  const { code, detail } = said.objection
  if (code === 'not_proved' || code === 'link_expired') return notNow(req, res, said)
  return show(deps, req, res, errorAt('consent', say(objectionKey(code), detail)), 422)
}

async function no(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const said = await sayNo(deps.app, askedBy(req))
  if (!said.ok) return notNow(req, res, said)
  res.page('citizen/household-end', { state: 'declined', code: null, trackHref: null })
}

function rowsOf(person: SheetPerson, say: Say) {
  const row = (label: string, value: string | null) => ({ label, value, action: null })
  const field = (name: string, value: string | null) => row(say(`report.fields.${name}`), value)
  const [correction] = person.corrections
  return [
    field('fullName', person.fullName),
    field('birthDate', writeDate(person.birthDate as IsoDate)),
    field('sex', say(`report.sex.${person.sex}`)),
    field('idNumber', person.idNumber),
    row(say('household.confirm.type'), say(`report.type.${person.type}.name`)),
    ...(correction ? [row(say('household.confirm.correct'), correctOf(correction, say))] : []),
    ...(person.note ? [row(say('household.confirm.note'), person.note)] : []),
  ]
}

function correctOf({ field, correct }: SheetPerson['corrections'][number], say: Say): string {
  if (field === 'birthDate') return writeDate(correct as IsoDate)
  return field === 'sex' ? say(`report.sex.${correct}`) : correct
}
