import type { DoseView } from '../../../core/domain/citizen/look-up-answer.ts'
import { RISKS, type RiskCheck, risksOf } from '../../../core/domain/citizen/refusal-risk.ts'
import type { ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import { findPrivate } from '../../../core/domain/report/private-text.ts'
import type { OwnPhoto } from '../../../core/use-cases/citizen/photos-of.ts'
import type { Say } from '../citizen-door.ts'
import { STEP_PATHS, type Step, stepsFor } from './steps.ts'

/** Why the card could not be read that a better picture would change. */
const UNCLEAR = ['blurred', 'too_dark', 'glare', 'too_small', 'code_cut_off']

/** What would lead to a refusal as it stands (features C02), each with the page that mends it. */
export function draftRisks(draft: ReportDraft, doses: readonly DoseView[], photos: readonly OwnPhoto[]): RiskCheck[] {
  const readings = photos.map(({ reading }) => reading)
  const read = readings.find((reading) => reading.state === 'read')
  const unclear = readings.some((reading) => reading.state === 'unread' && UNCLEAR.includes(reading.reason))
  return risksOf({
    ...draft,
    recordedDoses: doses,
    card: read?.card ?? null,
    photos: photos.map(({ kind }) => kind),
    blurred: unclear && !read,
  })
}

export function risksView(checks: readonly RiskCheck[], draft: ReportDraft, say: Say) {
  const steps = stepsFor(draft)
  const place = (step: Step) => STEP_PATHS[steps.includes(step) ? step : 'who']
  const risks = checks.map((check) => {
    const { mend, picture } = RISKS[check]
    const asset = picture && `example-${picture}.svg`
    return {
      text: say(`report.risk.${check}`),
      href: place(mend),
      asset,
      alt: picture && say(`report.wanted.${picture}`),
    }
  })
  return [...risks, ...privateRisk(draft, say)].map((risk, at, all) => ({
    ...risk,
    // The same drawing is shown once.
    asset: all.findIndex((one) => one.asset === risk.asset) === at ? risk.asset : null,
  }))
}

/** Numbers and other people's names in the free text of a dose; the page of the note asks about its own (features L14). */
function privateRisk(draft: ReportDraft, say: Say) {
  const notes = draft.doses.flatMap(({ note, place }) => [note, place].filter((text) => text !== null))
  const found = notes.some((text) => findPrivate(text).some(({ kind }) => kind !== 'name'))
  return found ? [{ text: say('report.risk.private'), href: STEP_PATHS.doses, asset: null, alt: null }] : []
}
