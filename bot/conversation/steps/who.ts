import type { Answers } from '../answers.ts'
import { readBirth, readNameLine, readSexSaid } from '../readers.ts'
import { choicesOf, type Step, say } from '../step.ts'
import type { StepName } from '../step-names.ts'

const WAYS: Readonly<Record<string, StepName>> = {
  counterCode: 'counterCode',
  passport: 'passport',
  told: 'slipKey',
}

/** Beside the name: a code of the counter (A04), a foreign passport (A12), a report that the station has already (B15). */
function otherWays(goal: Answers['goal'], hasPassport: boolean): string[] {
  const ways = goal === 'look_up' ? ['counterCode', 'passport'] : ['passport', 'told']
  return ways.filter((way) => way !== 'passport' || !hasPassport)
}

/** Who it is about. One line with commas answers three questions (features A01). */
export const WHO = {
  name: {
    ask: ({ goal }) => [say(goal === 'look_up' ? 'ask.nameToLookUp' : 'ask.name')],
    choices: ({ goal, passport }) => choicesOf('who', otherWays(goal, passport !== undefined)),
    hears: 'whoLine',
    read: (said, answers, here) =>
      said.kind === 'choice' ? { set: {}, next: WAYS[said.value] ?? 'name' } : readNameLine(said, answers, here),
    skip: ({ fullName }) => fullName !== undefined,
    next: 'birth',
  },
  birth: {
    ask: () => [say('ask.birth')],
    hears: 'birthDay',
    read: readBirth,
    skip: ({ birthDate }) => birthDate !== undefined,
    next: 'sex',
  },
  sex: {
    ask: () => [say('ask.sex')],
    choices: () => choicesOf('sexes', ['male', 'female']),
    hears: 'sex',
    read: readSexSaid,
    skip: ({ sex }) => sex !== undefined,
    next: 'phone',
  },
} satisfies Record<string, Step>
