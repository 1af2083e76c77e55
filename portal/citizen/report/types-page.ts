import { Router } from 'express'
import { EMPTY_DRAFT, fieldsOf, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import { branchOf, REPORT_TYPES, type ReportBranch, type ReportType } from '../../../core/domain/report/report-type.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { type CitizenDeps, type Say, textOf, textsOf } from '../citizen-door.ts'
import { goOn, type StepVisit, stepPage } from './step-page.ts'

const TYPES = Object.keys(REPORT_TYPES) as ReportType[]

/** Groups as people think of them; each is its own fieldset, so each has its own field name. */
const GROUPS = [
  { name: 'aboutMe', branches: ['identity', 'contact'] },
  { name: 'aboutDoses', branches: ['dose'] },
  { name: 'aboutOther', branches: ['other'] },
] as const satisfies readonly { name: string; branches: readonly ReportBranch[] }[]

/** Step 1: which thing is wrong. `?loai=` and `?mui=` come from the look-up result and only tick boxes. */
export function typesPage(deps: CitizenDeps): Router {
  return Router()
    .get(
      paths.citizen.report,
      stepPage(deps, 'types', (visit) => show(visit, chosen(visit), noErrors)),
    )
    .post(
      paths.citizen.report,
      stepPage(deps, 'types', (visit) => keep(deps, visit)),
    )
}

function chosen({ req, draft }: StepVisit): ReportType[] {
  const asked = textsOf(req.query, 'loai').filter(isType)
  return [...draft.types, ...asked]
}

function show(
  { req, res, place, say }: StepVisit,
  types: readonly ReportType[],
  errors: FormErrors,
  status = 200,
): void {
  const doseId = textOf(req.query, 'mui') || textOf(req.form, 'dose')
  const view = { groups: groupsOf(types, say), dose: isRowId(doseId) ? doseId : null, place, errors }
  res.page('citizen/report-types', view, status)
}

function groupsOf(types: readonly ReportType[], say: Say) {
  return GROUPS.map(({ name, branches }) => ({
    name,
    label: say(`report.types.${name}`),
    options: TYPES.filter((type) => (branches as readonly string[]).includes(branchOf(type))).map((type) => ({
      value: type,
      label: say(`report.type.${type}.name`),
      hint: say(`report.type.${type}.hint`),
      checked: types.includes(type),
    })),
  }))
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { form } = visit.req
  const types = GROUPS.flatMap(({ name }) => textsOf(form, name)).filter(isType)
  if (types.length === 0) return show(visit, types, errorAt('aboutMe', visit.say('report.errors.types')), 422)
  return goOn(deps, visit, 'types', withTypes(visit.draft, types, textOf(form, 'dose')))
}

function withTypes(draft: ReportDraft, types: ReportType[], doseId: string): ReportDraft {
  const fields = fieldsOf(types)
  const corrections = draft.corrections.filter(({ field }) => fields.includes(field))
  const aboutDoses = types.some((type) => branchOf(type) === 'dose')
  const doses = aboutDoses ? draft.doses : EMPTY_DRAFT.doses
  const named = isRowId(doseId) && aboutDoses && !doses.some((claim) => claim.doseId === doseId)
  return { ...draft, types, corrections, doses: named ? [...doses, { ...NO_CLAIM, doseId }] : doses }
}

function isType(text: string): text is ReportType {
  return Object.hasOwn(REPORT_TYPES, text)
}
