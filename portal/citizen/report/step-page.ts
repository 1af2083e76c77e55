import type { Request, RequestHandler, Response } from 'express'
import type { ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { addressOf, type CitizenDeps, type Say, sayIn } from '../citizen-door.ts'
import { draftOf, keepDraft } from '../kept-draft.ts'
import { missingBefore, NO_PHONE, placeOf, type Step, stepAfter } from './steps.ts'

/** What every page of the report knows: the kept draft, and its place among the steps. */
export interface StepVisit {
  req: Request
  res: Response
  draft: ReportDraft
  phoneHeld: string | null
  say: Say
  place: ReturnType<typeof placeOf>
}

/** Opens a page of the report, or leads back to the first page whose answer is missing. */
export function stepPage(
  deps: CitizenDeps,
  step: Step,
  open: (visit: StepVisit) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const draft = await draftOf(deps, req)
    const { helping } = req
    const phoneHeld = helping ? (helping.phone ?? NO_PHONE) : await phoneOf(deps.app, addressOf(req))
    const missing = missingBefore(step, draft, phoneHeld)
    if (missing) return res.redirect(303, missing)
    await open({ req, res, draft, phoneHeld, say: sayIn(deps, req), place: placeOf(step, draft) })
  }
}

/** Keeps the answer and goes on. */
export async function goOn(
  deps: CitizenDeps,
  { req, res, phoneHeld }: StepVisit,
  step: Step,
  draft: ReportDraft,
): Promise<void> {
  await keepDraft(deps, req, draft)
  res.redirect(303, stepAfter(step, draft, phoneHeld))
}

/** The record this browser may see, for the recorded side; null when there is none. */
export async function recordOf(deps: CitizenDeps, { req, draft }: Pick<StepVisit, 'req' | 'draft'>) {
  if (!draft.claimant) return null
  const outcome = await lookUp(deps.app, { address: addressOf(req), claimant: draft.claimant })
  return outcome.ok && outcome.value.found ? outcome.value : null
}
