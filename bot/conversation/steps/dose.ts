import { tellsDose } from '../../../core/domain/citizen/check-report.ts'
import { type DoseQuestion, doseQuestionsOf } from '../../../core/domain/citizen/dose-questions.ts'
import { MAX_DOSE_CLAIMS } from '../../../core/domain/citizen/report-draft.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { type DoseClaim, NO_CLAIM } from '../../../core/domain/report/report.ts'
import { type Answers, type KnownDose, withType } from '../answers.ts'
import { pastDay, textOf } from '../readers.ts'
import { type ChoiceSpec, type Place, picking, type Reading, type Said, type Step, say } from '../step.ts'
import { asksWhich } from '../wrong-things.ts'

/** The eight vaccines of Decision 5772, the most given ones first; another one may be typed. */
const COMMON = ['AstraZeneca', 'Pfizer', 'Moderna', 'Vero Cell']
const RARE = ['Sputnik V', 'Janssen', 'Hayat-Vax', 'Abdala']

const UNKNOWN: ChoiceSpec = { value: 'unknown', label: { key: 'chat.dose.unknown' } }
const named = (name: string): ChoiceSpec => ({ value: name, label: { text: name } })

/** One dose: which one, number, day, vaccine, lot, place; only what the kind of report is about (features B01, B04). */
export const DOSE = {
  doseWhich: {
    ask: ({ knownDoses = [] }) => [say(knownDoses.length > 0 ? 'ask.doseWhich' : 'ask.doseWhichNumber')],
    choices: ({ knownDoses = [] }) => (knownDoses.length > 0 ? knownDoses.map(recordedDose) : NUMBERS),
    hears: 'buttons',
    read: (said, { about, knownDoses = [], ...answers }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const known = knownDoses.find(({ doseId }) => doseId === said.value)
      const which = known ? { doseId: known.doseId, number: known.number } : { number: Number(said.value) }
      return tell({ ...answers, about, knownDoses }, 'which', which)
    },
    skip: ({ about }) => !asksWhich(about),
    next: 'doseNumber',
  },
  doseNumber: {
    ask: () => [say('ask.doseNumber')],
    choices: () => [...NUMBERS, UNKNOWN],
    hears: 'buttons',
    read: (said, answers) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return tell(answers, null, { number: said.value === 'unknown' ? null : Number(said.value) })
    },
    skip: ({ about }) => asksWhich(about),
    next: 'doseDate',
  },
  doseDate: {
    ask: () => [say('ask.doseDate')],
    choices: (answers) => mayNotKnow(answers),
    hears: 'doseDay',
    read: (said, answers, { today }) => {
      if (said.kind === 'choice') return tell(answers, 'date', { givenOn: null })
      const givenOn = pastDay(textOf(said), today)
      return givenOn && givenOn >= '2020-12-01' ? tell(answers, 'date', { givenOn }) : { wrong: say('wrong.doseDate') }
    },
    skip: (answers) => !asks(answers, 'date'),
    next: 'doseVaccine',
  },
  doseVaccine: {
    ask: () => [say('ask.doseVaccine')],
    choices: () => [...COMMON.map(named), UNKNOWN, ...RARE.map(named)],
    hears: 'words',
    read: (said, answers) => {
      const vaccine = said.kind === 'choice' ? said.value : textOf(said).slice(0, 60)
      if (!vaccine) return { wrong: say('pickOne') }
      return tell(answers, 'vaccine', { vaccine: vaccine === 'unknown' ? null : vaccine })
    },
    skip: (answers) => !asks(answers, 'vaccine'),
    next: 'doseLot',
  },
  doseLot: {
    ask: () => [say('ask.doseLot')],
    choices: () => [UNKNOWN],
    hears: 'words',
    read: (said, answers) => written(said, 'wrong.lot', 40, (lot) => tell(answers, 'lot', { lot })),
    skip: (answers) => !asks(answers, 'lot'),
    next: 'dosePlace',
  },
  dosePlace: {
    ask: () => [say('ask.dosePlace')],
    choices: (answers) => mayNotKnow(answers),
    hears: 'words',
    read: (said, answers) => written(said, 'wrong.place', 200, (place) => tell(answers, 'place', { place })),
    skip: (answers) => !asks(answers, 'place'),
    next: 'findPlace',
  },
  doseAgain: picking({
    group: 'doseAgain',
    ask: () => [say('ask.doseAgain')],
    to: { more: () => ({ set: { dose: undefined, doseAt: undefined }, next: 'doseNumber' }), done: 'more' },
  }),
} satisfies Record<string, Step>

const NUMBERS = ['1', '2', '3', '4'].map(named)

/** `Mũi 1, 05/08/2021, AstraZeneca`. */
function recordedDose({ doseId, number, givenOn, vaccine }: KnownDose): ChoiceSpec {
  const day = givenOn ? writeDate(givenOn as IsoDate) : '?'
  return { value: doseId, label: { key: 'chat.dose.recorded', params: { number: number ?? '?', day, vaccine } } }
}

/** A dose that is missing may be half forgotten; the one thing that is wrong must be told. */
function mayNotKnow({ about }: Answers): ChoiceSpec[] {
  return asksWhich(about) ? [] : [UNKNOWN]
}

function asks({ about }: Answers, question: DoseQuestion): boolean {
  return about !== undefined && doseQuestionsOf([about]).includes(question)
}

function written(said: Said, wrong: string, most: number, told: (text: string | null) => Reading): Reading {
  const text = said.kind === 'choice' ? null : textOf(said).slice(0, most)
  return text === '' ? { wrong: say(wrong) } : told(text)
}

/** Keeps one answer; with the last one the dose takes its place among the complete ones. */
function tell(answers: Answers, question: DoseQuestion | null, facts: Partial<DoseClaim>): Reading {
  const { about, doses = [] } = answers
  const dose = { ...answers.dose, ...facts }
  const last = about ? doseQuestionsOf([about]).at(-1) : undefined
  if (!about || question !== last) return { set: { dose } }
  const claim = { ...NO_CLAIM, ...dose }
  if (!tellsDose(about, claim)) return { wrong: say(asksWhich(about) ? 'wrong.emptyVaccine' : 'wrong.emptyDose') }
  const doseAt = Math.min(answers.doseAt ?? doses.length, MAX_DOSE_CLAIMS - 1)
  const kept = [...doses.slice(0, doseAt), claim, ...doses.slice(doseAt + 1)]
  const next = question === 'place' ? ('findPlace' as const) : afterDose
  return { set: { dose, doseAt, doses: kept, types: withType(answers, about) }, next }
}

export function afterDose({ about, doses = [] }: Answers): Place {
  return about === 'MISSING_ALL_DOSES' && doses.length < MAX_DOSE_CLAIMS ? 'doseAgain' : 'more'
}
