import type { CorrectableField } from '../../../core/domain/citizen/report-draft.ts'
import { readFullName } from '../../../core/domain/person/full-name.ts'
import { isCompleteName } from '../../../core/domain/person/name-completeness.ts'
import type { IdentityField } from '../../../core/domain/report/report-type.ts'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import { type Answers, hasReport, NO_REPORT, NOBODY, WRONG_THINGS, type WrongThing } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { readRightBirth, readRightName, readRightNumber, textOf } from '../readers.ts'
import { type AskStep, choicesOf, doing, type Place, type Said, type Step, say } from '../step.ts'

type RightValue = { value: string } | { wrong: string }

const RIGHT: Record<Exclude<WrongThing, 'MISSING_DOSE'>, { step: Place; field: IdentityField }> = {
  WRONG_NAME: { step: 'rightName', field: 'fullName' },
  WRONG_DOB: { step: 'rightBirth', field: 'birthDate' },
  WRONG_SEX: { step: 'rightSex', field: 'sex' },
  WRONG_OR_MISSING_ID: { step: 'rightNumber', field: 'idNumber' },
}

/** Phản ánh: who, what is wrong, what is right, the card's photo, read back, sent. */
export const REPORT = {
  unfinished: {
    ask: () => [say('ask.unfinished')],
    choices: () => choicesOf('unfinished', ['goOn', 'anew']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return said.value === 'goOn' ? { set: {}, next: 'name' } : { set: NO_REPORT, next: 'forWhom' }
    },
    skip: (answers) => !hasReport(answers),
    next: 'forWhom',
  },
  forWhom: {
    ask: ({ fullName = '' }) => [say('ask.forWhom', { name: fullName })],
    choices: () => choicesOf('forWhom', ['same', 'another']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return { set: said.value === 'same' ? {} : NOBODY }
    },
    skip: ({ fullName }) => fullName === undefined,
    next: 'name',
  },
  what: { ...whatStep(), skip: hasReport },
  whatElse: whatStep(),
  rightName: rightStep('fullName', readRightName),
  rightBirth: rightStep('birthDate', readRightBirth),
  rightSex: {
    ...rightStep('sex', (said) => {
      const value = said.kind === 'choice' ? said.value : textOf(said)
      return value === 'male' || value === 'female' ? { value } : { wrong: 'pickOne' }
    }),
    choices: () => choicesOf('sexes', ['male', 'female']),
  },
  rightNumber: rightStep('idNumber', readRightNumber),
  more: {
    ask: () => [say('ask.more')],
    choices: () => choicesOf('moreChoices', ['done', 'more']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return said.value === 'more' ? { set: {}, next: 'whatElse' } : { set: { allNamed: true } }
    },
    skip: ({ allNamed }) => allNamed === true,
    next: 'consent',
  },
  readBack: {
    ask: (answers) => [{ template: 'chat/read-back', view: readBackView(answers) }],
    choices: () => choicesOf('readBack', ['send', 'change', 'addPhoto']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'change')
        return { set: { changes: undefined, doses: undefined, allNamed: undefined }, next: 'what' }
      if (said.value === 'addPhoto') return { set: { photosDone: undefined, consent: undefined }, next: 'consent' }
      return { set: {} }
    },
    next: 'send',
  },
  send: doing(
    'recordReport',
    (answers) => ({
      claimant: claimantOf(answers),
      phone: answers.phone ?? null,
      personId: answers.record?.personId ?? null,
      types: typesOf(answers),
      changes: answers.changes ?? [],
      doses: answers.doses ?? [],
      withConsent: (answers.photoCount ?? 0) > 0,
    }),
    (back, { albums }) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], ...afterObjection(back.objection.code) }
      const { reportId: id, code, dueAt, joined } = back.value
      const sent = { id, code, state: 'queued' }
      const receipt = { template: 'chat/receipt', view: { code, dueAt: dueAt.toISOString(), joined } }
      return { set: { ...NO_REPORT, sent, albums }, says: [receipt], next: 'menu' }
    },
  ),
} satisfies Record<string, Step>

function afterObjection(code: string): { set?: Answers; next: Place } {
  if (code === 'not_proved') return { set: { phone: undefined, phoneProved: undefined }, next: 'phone' }
  if (code === 'incomplete_name') return { set: { fullName: undefined }, next: 'name' }
  return { next: code === 'too_many_tries' ? 'menu' : 'readBack' }
}

function whatStep(): AskStep {
  return {
    ask: (answers) => [say(hasReport(answers) ? 'ask.whatElse' : 'ask.what')],
    choices: () => choicesOf('wrongThings', WRONG_THINGS),
    read: (said, answers) => {
      const wrong = said.kind === 'choice' ? WRONG_THINGS.find((thing) => thing === said.value) : undefined
      if (!wrong) return { wrong: say('pickOne') }
      if (wrong === 'MISSING_DOSE') return { set: { dose: {} }, next: 'doseNumber' }
      const { field, step } = RIGHT[wrong]
      const printed = fromCard(answers, field)
      if (!printed) return { set: {}, next: step }
      return { set: withChange(answers, field, printed, 'card_qr'), next: 'more' }
    },
    next: 'more',
  }
}

function rightStep(field: IdentityField, read: (said: Said, today: string) => RightValue): AskStep {
  return {
    ask: ({ record }) => {
      const recorded = record?.recorded[field]
      return recorded ? [{ template: 'chat/ask-right', view: { field, recorded } }] : [say(`ask.right.${field}`)]
    },
    read: (said, answers, today) => {
      const right = read(said, today)
      return 'wrong' in right ? { wrong: say(right.wrong) } : { set: withChange(answers, field, right.value, 'typed') }
    },
    next: 'more',
  }
}

function withChange(answers: Answers, field: IdentityField, correct: string, source: 'typed' | 'card_qr'): Answers {
  const others = (answers.changes ?? []).filter((change) => change.field !== field)
  return { changes: [...others, { field, correct, source }] }
}

function fromCard({ card }: Answers, field: IdentityField): string | null {
  if (!card) return null
  return { fullName: card.fullName, birthDate: card.dob, sex: card.gender, idNumber: card.cccd }[field]
}

/** The person as they say they are; a name typed without its marks gives way to the right one, or the recorded one. */
function claimantOf({ fullName = '', birthDate = '', sex = 'female', changes = [], record }: Answers) {
  const right = (field: CorrectableField) => changes.find((change) => change.field === field)?.correct
  const names = [fullName, right('fullName'), record?.recorded.fullName].map((name) => readFullName(name ?? ''))
  const complete = names.find((name) => name !== null && isCompleteName(name))
  return { fullName: complete ?? fullName, birthDate, sex, idNumber: right('idNumber') ?? null }
}

function typesOf({ changes = [], doses = [] }: Answers): ReportType[] {
  const fields = changes.map((change) => change.field)
  const ofFields = WRONG_THINGS.filter((type) => REPORT_TYPES[type].fields.some((field) => fields.includes(field)))
  return doses.length > 0 ? [...ofFields, 'MISSING_DOSE'] : ofFields
}

function readBackView({ fullName, birthDate, sex, record, changes = [], doses = [], photoCount = 0 }: Answers) {
  const rows = changes.map(({ field, correct }) => ({
    field,
    recorded: field === 'phone' ? null : (record?.recorded[field] ?? null),
    correct,
  }))
  return { fullName, birthDate, sex, changes: rows, doses, photoCount }
}
