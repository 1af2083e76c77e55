import { type Answers, type KnownRecord, NO_REPORT, NOBODY } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { readBirth, readCode, readNameLine, readPhoneSaid, readSexSaid } from '../readers.ts'
import { choicesOf, doing, type Place, type Step, say } from '../step.ts'

const SEXES = choicesOf('sexes', ['male', 'female'])

/** Who it is about, and the phone that proves it. One line with commas answers three questions (features A01). */
export const WHO = {
  name: {
    ask: ({ goal }) => [say(goal === 'look_up' ? 'ask.nameToLookUp' : 'ask.name')],
    read: readNameLine,
    skip: ({ fullName }) => fullName !== undefined,
    next: 'birth',
  },
  birth: {
    ask: () => [say('ask.birth')],
    read: readBirth,
    skip: ({ birthDate }) => birthDate !== undefined,
    next: 'sex',
  },
  sex: {
    ask: () => [say('ask.sex')],
    choices: () => SEXES,
    read: readSexSaid,
    skip: ({ sex }) => sex !== undefined,
    next: 'phone',
  },
  phone: {
    ask: () => [say('ask.phone')],
    ownContact: say('ask.phoneOrContact'),
    read: readPhoneSaid,
    skip: ({ phoneProved }) => phoneProved === true,
    next: afterPhone,
  },
  sendCode: doing(
    'requestCode',
    ({ phone = '' }) => ({ phone }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], set: { phone: undefined }, next: 'phone' }
      const { phone, phoneMasked } = back.value
      return { set: { phone, phoneMasked }, next: 'code' }
    },
  ),
  code: {
    ask: ({ phoneMasked = '' }) => [say('ask.code', { phone: phoneMasked })],
    choices: () => choicesOf('code', ['again', 'otherPhone']),
    read: readCode,
    next: 'checkCode',
  },
  checkCode: doing(
    'confirmCode',
    ({ phone = '', typedCode = '' }) => ({ phone, code: typedCode }),
    (back, answers) => {
      const set = { typedCode: undefined, phoneProved: back.ok }
      if (back.ok) return { set, says: [say('phoneProved')], next: afterPhone(answers) }
      return { set, says: [sayObjection(back.objection)], next: 'code' }
    },
  ),
  proveContact: doing(
    'provePhone',
    ({ phone = '' }) => ({ phone }),
    (back, answers) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'phone' }
      return { set: { phone: back.value.phone, phoneProved: true }, next: afterPhone(answers) }
    },
  ),
  find: doing(
    'lookUp',
    ({ fullName = '', birthDate = '', sex = 'female', card }) => ({
      claimant: { fullName, birthDate, sex, idNumber: card?.cccd ?? null },
    }),
    (back, { goal }) => {
      if (!back.ok) {
        return {
          says: [sayObjection(back.objection)],
          set: { phone: undefined, phoneProved: undefined },
          next: 'phone',
        }
      }
      const answer = back.value
      if (!answer.found) {
        if (goal !== 'look_up') return { set: { record: null }, says: [say('notFoundYetReport')], next: 'what' }
        return { set: { record: null }, next: 'notFound' }
      }
      const { fullName, birthDate, sex, idNumber } = answer.record
      const recorded = { fullName, birthDate, sex, idNumber }
      const record: KnownRecord = { personId: answer.personId, masked: answer.level === 1, recorded }
      if (goal !== 'look_up') return { set: { record }, next: 'what' }
      return { set: { record }, says: [{ template: 'chat/dose-list', view: answer }], next: 'found' }
    },
  ),
  found: {
    ask: () => [say('ask.whatNext')],
    choices: () => choicesOf('found', ['report', 'track', 'another']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'track') return { set: {}, next: 'ownReports' }
      if (said.value === 'another') return { set: { ...NOBODY, goal: 'look_up' }, next: 'name' }
      return { set: { ...NO_REPORT, goal: 'report' }, next: 'what' }
    },
    next: 'menu',
  },
  notFound: {
    ask: () => [say('notFound')],
    choices: () => choicesOf('notFoundChoices', ['retype', 'otherPhone', 'report', 'officer']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'officer') return { set: {}, next: 'station' }
      if (said.value === 'report') return { set: { ...NO_REPORT, goal: 'report' }, next: 'what' }
      if (said.value === 'retype') return { set: NOBODY, next: 'name' }
      return { set: { phone: undefined, phoneProved: undefined, record: undefined }, next: 'phone' }
    },
    next: 'menu',
  },
  station: doing(
    'station',
    ({ record }) => ({ personId: record?.personId ?? null }),
    (facts) => ({ says: [{ template: 'chat/station', view: facts }], next: 'menu' }),
  ),
  help: {
    ask: () => [{ template: 'chat/help', view: {} }],
    choices: () => choicesOf('control', ['menu', 'vietnamese', 'english']).map((c) => ({ ...c, value: `:${c.value}` })),
    read: () => ({ wrong: say('notUnderstood') }),
    next: 'menu',
  },
} satisfies Record<string, Step>

/** A record that is known is not looked for twice while a report is written. */
function afterPhone({ goal, record }: Answers): Place {
  return goal !== 'look_up' && record !== undefined ? 'what' : 'find'
}
