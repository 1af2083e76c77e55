import { idWarning } from '../../../core/domain/citizen/check-report.ts'
import type { CorrectableField, Correction } from '../../../core/domain/citizen/report-draft.ts'
import { readSex } from '../../../core/domain/person/sex.ts'
import { type Answers, withType } from '../answers.ts'
import { type RightValue, readRightBirth, readRightName, readRightNumber, readRightPhone, textOf } from '../readers.ts'
import { type AskStep, choicesOf, type Hears, picking, type Said, type Step, say } from '../step.ts'

/** What is right, field by field, beside what is recorded (features B03). */
export const FACTS = {
  rightName: rightStep('fullName', 'name', readRightName),
  rightBirth: rightStep('birthDate', 'birthDay', readRightBirth),
  rightSex: {
    ...rightStep('sex', 'sex', (said) => {
      const value = said.kind === 'choice' ? said.value : readSex(textOf(said))
      return value === 'male' || value === 'female' ? { value } : { wrong: 'pickOne' }
    }),
    choices: () => choicesOf('sexes', ['male', 'female']),
  },
  rightNumber: { ...rightStep('idNumber', 'citizenNumber', readRightNumber), next: 'numberSure' },
  numberSure: picking({
    group: 'numberSure',
    ask: (answers) => [say(`numberDoubt.${doubt(answers) ?? 'year'}`)],
    to: { right: 'more', retype: 'rightNumber' },
    skip: (answers) => doubt(answers) === null,
    next: 'more',
  }),
  rightPhone: rightStep('phone', 'phone', readRightPhone),
} satisfies Record<string, Step>

function rightStep(field: CorrectableField, hears: Hears, read: (said: Said, today: string) => RightValue): AskStep {
  return {
    ask: ({ record }) => {
      const recorded = record?.recorded[field]
      return recorded ? [{ template: 'chat/ask-right', view: { field, recorded } }] : [say(`ask.right.${field}`)]
    },
    hears,
    read: (said, answers, { today }) => {
      const right = read(said, today)
      if ('wrong' in right) return { wrong: say(right.wrong) }
      return { set: { ...changed(answers, field, right.value, 'typed'), types: withType(answers, answers.about) } }
    },
    next: 'more',
  }
}

export function changed(
  { changes = [] }: Answers,
  field: CorrectableField,
  correct: string,
  source: Correction['source'],
): Answers {
  return { changes: [...changes.filter((change) => change.field !== field), { field, correct, source }] }
}

/** The card that was read and confirmed answers the question before it is asked. */
export function fromCard({ card }: Answers, field: CorrectableField): string | null {
  if (!card) return null
  return { fullName: card.fullName, birthDate: card.dob, sex: card.gender, idNumber: card.cccd, phone: null }[field]
}

/** The digits that disagree with sex or year of birth: said before it is sent, and the person decides (features C04). */
function doubt({ changes = [], birthDate = '', sex = 'female' }: Answers) {
  const right = (field: CorrectableField) => changes.find((change) => change.field === field)?.correct
  const facts = { birthDate: right('birthDate') ?? birthDate, sex: (right('sex') ?? sex) as 'male' | 'female' }
  return idWarning(right('idNumber') ?? '', facts)?.digit ?? null
}
