import type { DoseClaim } from '../../../core/domain/report/report.ts'
import { type Answers, hasReport, NO_REPORT, NOBODY, NOTHING_NAMED, withType } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { nameToSend, readBackView, receiptOf } from '../report-views.ts'
import { answerRisks, mend } from '../risks.ts'
import { type AskStep, doing, type Place, picking, type Step, say } from '../step.ts'
import { entryOf, WRONG_THINGS } from '../wrong-things.ts'
import { changed, fromCard } from './facts.ts'

/** Báo sai thông tin: who, what is wrong, what is right, the papers, read back, sent. */
export const REPORT = {
  unfinished: picking({
    group: 'unfinished',
    ask: () => [say('ask.unfinished')],
    to: { goOn: 'name', anew: () => ({ set: NO_REPORT, next: 'forWhom' }) },
    skip: (answers) => !hasReport(answers),
    next: 'forWhom',
  }),
  forWhom: picking({
    group: 'forWhom',
    ask: ({ fullName = '' }) => [say('ask.forWhom', { name: fullName })],
    to: { same: 'name', another: () => ({ set: NOBODY, next: 'name' }) },
    skip: ({ fullName }) => fullName === undefined,
    next: 'name',
  }),
  what: { ...whatStep(), skip: hasReport },
  whatElse: whatStep(),
  more: picking({
    group: 'moreChoices',
    ask: () => [say('ask.more')],
    to: { done: () => ({ set: { allNamed: true }, next: 'consent' }), more: 'whatElse' },
    skip: ({ allNamed }) => allNamed === true,
    next: 'consent',
  }),
  expect: doing(
    'expect',
    (answers) => ({
      personId: answers.record?.personId ?? null,
      types: answers.types ?? [],
      doses: claimsOf(answers),
    }),
    (back) => ({ set: { expected: back ?? undefined }, next: 'readBack' }),
  ),
  readBack: picking({
    group: 'readBack',
    ask: (answers) => [{ template: 'chat/read-back', view: { ...readBackView(answers), risks: answerRisks(answers) } }],
    offers: (answers) => ['send', ...(answerRisks(answers).length > 0 ? ['mend'] : []), 'change', 'addPhoto', 'urgent'],
    to: {
      send: 'send',
      mend,
      urgent: 'urgentReason',
      change: () => ({ set: NOTHING_NAMED, next: 'what' }),
      addPhoto: () => ({ set: { photosDone: undefined, consent: undefined }, next: 'consent' }),
    },
  }),
  send: doing(
    'recordReport',
    (answers) => ({
      claimant: claimantOf(answers),
      phone: answers.phone ?? null,
      personId: answers.record?.personId ?? null,
      types: answers.types ?? [],
      changes: answers.changes ?? [],
      doses: claimsOf(answers),
      note: Object.values(answers.notes ?? {}).join('\n') || null,
      urgency: answers.urgency ?? null,
      withConsent: (answers.photoCount ?? 0) > 0,
    }),
    (back, { albums, expected }) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], ...afterObjection(back.objection.code) }
      const { reportId: id, code, dueAt, joined } = back.value
      const sent = { id, code, state: 'queued' }
      return {
        set: { ...NO_REPORT, sent, albums },
        says: [receiptOf({ id, code, dueAt, joined }, expected)],
        next: 'menu',
      }
    },
  ),
} satisfies Record<string, Step>

function afterObjection(code: string): { set?: Answers; next: Place } {
  if (code === 'not_proved') return { set: { phone: undefined, phoneProved: undefined }, next: 'phone' }
  if (code === 'incomplete_name') return { set: { fullName: undefined }, next: 'name' }
  return { next: code === 'too_many_tries' || code === 'too_often' ? 'menu' : 'readBack' }
}

function whatStep(): AskStep {
  const lead = (type: (typeof WRONG_THINGS)[number]) => (answers: Answers) => {
    const { place, field } = entryOf(type)
    const fresh = { about: type, dose: undefined, doseAt: undefined }
    const printed = field ? fromCard(answers, field) : null
    if (!field || !printed) return { set: fresh, next: place }
    const set = { ...fresh, ...changed(answers, field, printed, 'card_qr'), types: withType(answers, type) }
    return { set, next: 'more' as const }
  }
  return picking({
    group: 'wrongThings',
    ask: (answers) => [say(hasReport(answers) ? 'ask.whatElse' : 'ask.what')],
    to: Object.fromEntries(WRONG_THINGS.map((type) => [type, lead(type)])),
    next: 'more',
  })
}

/** The person as they say they are. */
function claimantOf(answers: Answers) {
  const { birthDate = '', sex = 'female', changes = [] } = answers
  const idNumber = changes.find((change) => change.field === 'idNumber')?.correct ?? null
  const { number, country = null } = answers.passport ?? {}
  return { fullName: nameToSend(answers), birthDate, sex, idNumber: number ?? idNumber, passportCountry: country }
}

/** Several things about one recorded dose are one claim. */
function claimsOf({ doses = [] }: Answers): DoseClaim[] {
  const claims = new Map<string, DoseClaim>()
  for (const [index, claim] of doses.entries()) {
    const key = claim.doseId ?? `${index}`
    const told = Object.entries(claim).filter(([, value]) => value !== null)
    claims.set(key, { ...claim, ...claims.get(key), ...Object.fromEntries(told) })
  }
  return [...claims.values()]
}
