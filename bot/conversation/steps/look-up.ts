import type { LookUpAnswer } from '../../../core/domain/citizen/look-up-answer.ts'
import { type Answers, type KnownDose, type KnownRecord, NO_REPORT, NOBODY } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { type Arrival, doing, picking, type Step, say } from '../step.ts'

/** Tra cứu mũi tiêm: the whole dose list, and what one may want next (features A01). */
export const LOOK_UP = {
  find: doing(
    'lookUp',
    ({ fullName = '', birthDate = '', sex = 'female', card, passport }) => {
      const idNumber = passport?.number ?? card?.cccd ?? null
      return { claimant: { fullName, birthDate, sex, idNumber, passportCountry: passport?.country ?? null } }
    },
    (back, { goal }) => {
      if (back.ok) return back.value.found ? foundOne(back.value, goal) : foundNobody(goal)
      const set = { phone: undefined, phoneProved: undefined }
      return { says: [sayObjection(back.objection)], set, next: 'phone' }
    },
  ),
  found: picking({
    group: 'found',
    ask: () => [say('ask.whatNext')],
    to: {
      passport: 'ownPassport',
      // Whoever came by a code of the counter has not been asked who they are, nor proved a phone.
      report: ({ phoneProved }) => ({
        set: { ...NO_REPORT, goal: 'report' },
        next: phoneProved ? ('what' as const) : ('name' as const),
      }),
      track: 'ownReports',
      keep: 'familyKeep',
      family: 'familyList',
      unknown: 'unknownPerson',
      another: () => ({ set: { ...NOBODY, goal: 'look_up' }, next: 'name' }),
    },
  }),
  notFound: picking({
    group: 'notFoundChoices',
    ask: () => [say('notFound')],
    to: {
      retype: () => ({ set: NOBODY, next: 'name' }),
      otherPhone: () => ({ set: { phone: undefined, phoneProved: undefined, record: undefined }, next: 'phone' }),
      report: () => ({ set: { ...NO_REPORT, goal: 'report' }, next: 'what' }),
      counterCode: 'counterCode',
      officer: 'askOfficer',
    },
  }),
} satisfies Record<string, Step>

function foundNobody(goal: Answers['goal']): Arrival {
  if (goal === 'look_up') return { set: { record: null, knownDoses: [] }, next: 'notFound' }
  return { set: { record: null, knownDoses: [] }, says: [say('notFoundYetReport')], next: 'what' }
}

/** The dose list, and the record for a report that may follow. */
export function foundOne(answer: Extract<LookUpAnswer, { found: true }>, goal: Answers['goal']): Arrival {
  const { fullName, birthDate, sex, idNumber, phone } = answer.record
  const recorded = { fullName, birthDate, sex, idNumber, phone }
  const record: KnownRecord = { personId: answer.personId, masked: answer.level === 1, recorded }
  const knownDoses: KnownDose[] = answer.doses.map(({ doseId, number, vaccine, givenOn }) => {
    return { doseId, number, vaccine, givenOn }
  })
  if (goal !== 'look_up') return { set: { record, knownDoses }, next: 'what' }
  return { set: { record, knownDoses }, says: [{ template: 'chat/dose-list', view: answer }], next: 'found' }
}
