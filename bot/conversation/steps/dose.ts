import type { Answers } from '../answers.ts'
import { pastDay, textOf } from '../readers.ts'
import { type Reading, type Step, say } from '../step.ts'

/** The eight vaccines of Decision 5772; another one may be typed. */
const VACCINES = ['AstraZeneca', 'Pfizer', 'Moderna', 'Vero Cell', 'Sputnik V', 'Janssen', 'Hayat-Vax', 'Abdala']

const UNKNOWN = { value: 'unknown', label: { key: 'chat.dose.unknown' } }

/** One missing dose: number, day, vaccine, place; each may be unknown, not all of them. */
export const DOSE = {
  doseNumber: {
    ask: () => [say('ask.doseNumber')],
    choices: () => [...['1', '2', '3', '4'].map((value) => ({ value, label: { text: value } })), UNKNOWN],
    read: (said, answers) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return tell(answers, { number: said.value === 'unknown' ? null : Number(said.value) })
    },
    next: 'doseDate',
  },
  doseDate: {
    ask: () => [say('ask.doseDate')],
    choices: () => [UNKNOWN],
    read: (said, answers, today) => {
      if (said.kind === 'choice') return tell(answers, { givenOn: null })
      const givenOn = pastDay(textOf(said), today)
      return givenOn && givenOn >= '2020-12-01' ? tell(answers, { givenOn }) : { wrong: say('wrong.doseDate') }
    },
    next: 'doseVaccine',
  },
  doseVaccine: {
    ask: () => [say('ask.doseVaccine')],
    choices: () => [...VACCINES.map((name) => ({ value: name, label: { text: name } })), UNKNOWN],
    read: (said, answers) => {
      const vaccine = said.kind === 'choice' ? said.value : textOf(said).slice(0, 60)
      if (!vaccine) return { wrong: say('pickOne') }
      return tell(answers, { vaccine: vaccine === 'unknown' ? null : vaccine })
    },
    next: 'dosePlace',
  },
  dosePlace: {
    ask: () => [say('ask.dosePlace')],
    choices: () => [UNKNOWN],
    read: (said, answers) => {
      const place = said.kind === 'choice' ? null : textOf(said).slice(0, 200)
      if (place === '') return { wrong: say('wrong.place') }
      return finish(answers, place)
    },
    next: 'more',
  },
} satisfies Record<string, Step>

function tell(answers: Answers, facts: NonNullable<Answers['dose']>): Reading {
  return { set: { dose: { ...answers.dose, ...facts } } }
}

function finish({ dose = {}, doses = [] }: Answers, place: string | null): Reading {
  const { number = null, givenOn = null, vaccine = null } = dose
  if (!givenOn && !vaccine && !place) return { wrong: say('wrong.emptyDose') }
  const claim = { doseId: null, number, givenOn, vaccine, lot: null, place, note: null }
  return { set: { dose: undefined, doses: [...doses, claim].slice(-6) } }
}
