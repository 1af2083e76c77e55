import type { DoseQuestion } from '../../core/domain/citizen/dose-questions.ts'
import { doseQuestionsOf } from '../../core/domain/citizen/dose-questions.ts'
import { RISKS, type RiskCheck, risksOf } from '../../core/domain/citizen/refusal-risk.ts'
import type { Answers } from './answers.ts'
import { nameToSend } from './report-views.ts'
import type { Place } from './step.ts'

/** What would lead to a refusal as it stands (features C02), from what this conversation knows. */
export function answerRisks(answers: Answers): RiskCheck[] {
  const {
    birthDate = '',
    sex = 'female',
    types = [],
    changes = [],
    doses = [],
    knownDoses = [],
    photoKinds = [],
  } = answers
  const claimant = { fullName: nameToSend(answers), birthDate, sex, idNumber: null, passportCountry: null }
  const photos = {
    card: answers.card ?? null,
    photos: photoKinds,
    blurred: answers.cardUnclear === true && !answers.card,
  }
  return risksOf({ types, claimant, corrections: changes, doses, recordedDoses: knownDoses, ...photos })
}

/** The one tap that mends it: where the road goes back to, and what is asked anew. */
export function mend(answers: Answers): { set: Answers; next: Place } {
  const [check] = answerRisks(answers)
  if (!check) return { set: {}, next: 'readBack' }
  switch (RISKS[check].mend) {
    case 'photos':
      return { set: { photosDone: undefined, consent: undefined }, next: 'consent' }
    case 'doses':
      return mendDose(check, answers)
    default:
      return mendFact(check, answers)
  }
}

function mendFact(check: RiskCheck, { changes = [] }: Answers): { set: Answers; next: Place } {
  const isBirth = check === 'birth_differs'
  const corrects = changes.some(({ field }) => field === (isBirth ? 'birthDate' : 'fullName'))
  if (isBirth)
    return corrects
      ? { set: { about: 'WRONG_DOB' }, next: 'rightBirth' }
      : { set: { birthDate: undefined }, next: 'birth' }
  return corrects ? { set: { about: 'WRONG_NAME' }, next: 'rightName' } : { set: { fullName: undefined }, next: 'name' }
}

const QUESTION: Partial<Record<RiskCheck, DoseQuestion>> = {
  dose_order: 'date',
  date_same: 'date',
  vaccine_same: 'vaccine',
  lot_shape: 'lot',
}
const PLACES = { date: 'doseDate', vaccine: 'doseVaccine', lot: 'doseLot' } as const satisfies Partial<
  Record<DoseQuestion, Place>
>

/** The dose that is told wrong is asked again from the doubtful question on. */
function mendDose(check: RiskCheck, answers: Answers): { set: Answers; next: Place } {
  const { doses = [], types = [] } = answers
  const question = QUESTION[check]
  const doseAt = doses.findIndex((_, at) => answerRisks({ ...answers, doses: doses.slice(0, at + 1) }).includes(check))
  const about = types.find((type) => doseQuestionsOf([type]).includes(question ?? 'number'))
  if (!about || doseAt < 0) return { set: {}, next: 'readBack' }
  const next = question && question in PLACES ? PLACES[question as keyof typeof PLACES] : 'doseNumber'
  return { set: { about, doseAt, dose: doses[doseAt] }, next }
}
