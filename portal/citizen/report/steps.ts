import { isWholeName } from '../../../core/domain/citizen/claimant.ts'
import { branchesOf, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { paths } from '../../paths.ts'

export const STEPS = ['types', 'who', 'code', 'facts', 'doses', 'note', 'photos', 'review'] as const

/** Stands for the phone of a citizen who has none and is helped by somebody (features A09). */
export const NO_PHONE = 'no-phone'

export type Step = (typeof STEPS)[number]

export const STEP_PATHS: Record<Step, string> = { types: paths.citizen.report, ...paths.reportSteps }

/** The pages this report needs, one thing a page. */
export function stepsFor(draft: ReportDraft): Step[] {
  const branches = branchesOf(draft.types)
  const needed: Record<Step, boolean> = {
    types: true,
    who: true,
    code: true,
    facts: branches.includes('identity') || branches.includes('contact'),
    doses: branches.includes('dose'),
    note: branches.includes('other'),
    photos: true,
    review: true,
  }
  return STEPS.filter((step) => needed[step])
}

/** Where "continue" leads; who one is and the code are not asked again once they are known. */
export function stepAfter(step: Step, draft: ReportDraft, phoneHeld: string | null): string {
  const phoneless = phoneHeld === NO_PHONE
  const proved = phoneless || (draft.phone !== null && draft.phone === phoneHeld)
  const known = (one: Step) =>
    (one === 'who' && isNamed(draft) && (phoneless || draft.phone !== null)) || (one === 'code' && proved)
  const steps = stepsFor(draft)
  const later = STEPS.slice(STEPS.indexOf(step) + 1).filter((one) => steps.includes(one))
  return STEP_PATHS[later.find((one) => !known(one)) ?? 'review']
}

/** A name looked up without its marks is asked for once more: a report with half a name is not taken. */
function isNamed({ claimant }: ReportDraft): boolean {
  return claimant !== null && isWholeName(claimant.fullName, claimant)
}

/** The first page that must come before this one; null when nothing is missing. */
export function missingBefore(step: Step, draft: ReportDraft, phoneHeld: string | null): string | null {
  const at = STEPS.indexOf(step)
  if (at > STEPS.indexOf('types') && draft.types.length === 0) return STEP_PATHS.types
  if (at > STEPS.indexOf('who') && (!draft.claimant || !(draft.phone || phoneHeld === NO_PHONE))) return STEP_PATHS.who
  const unproved = phoneHeld !== NO_PHONE && draft.phone !== phoneHeld
  return at > STEPS.indexOf('code') && unproved ? STEP_PATHS.code : null
}

export interface Place {
  current: number
  /** Null while nobody knows: the chosen types decide which pages come. */
  total: number | null
  backHref: string | null
}

/** For the stepper and the link back. */
export function placeOf(step: Step, draft: ReportDraft): Place {
  const steps = stepsFor(draft).filter((one) => one !== 'code')
  const at = Math.max(0, steps.indexOf(step === 'code' ? 'who' : step))
  const before = steps[at - 1]
  return {
    current: at + 1,
    total: draft.types.length > 0 ? steps.length : null,
    backHref: before ? STEP_PATHS[before] : null,
  }
}
