import type { SignedSummary, SigningCandidate } from '../../../core/ports/signing.ts'
import type { ReadyToSign, ToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { MOST_AT_ONCE } from '../../../core/use-cases/signing/sign-records.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import type { Say } from '../exports/view.ts'
import type { DoneQuery, Kept, WaitingQuery } from './form.ts'
import { waitingView } from './waiting-view.ts'

interface Shown {
  say: Say
  waiting: WaitingQuery
  /** What was ticked and typed before an error; null on the first look: then everybody ready is ticked. */
  kept: Kept | null
  done: DoneQuery | null
  errors: FormErrors
}

export function signingView(
  { people, today }: { people: ReadyToSign; today: SignedSummary[] },
  { say, waiting, kept, done, errors }: Shown,
) {
  const shown = people.ready.slice(0, MOST_AT_ONCE)
  const signed = new Set(today.filter((one) => one.method === 'soft_certificate').map((one) => one.recordId))
  const onlyMinutes = today.filter((one) => !signed.has(one.recordId))
  return {
    errors,
    done: done ? doneText(done, say) : null,
    readyCount: people.ready.length,
    ready: shown.map((one) => readyRow(one, kept, say)),
    shownOf:
      people.ready.length > shown.length
        ? say('signing.shown', { shown: shown.length, total: people.ready.length })
        : null,
    values: kept ?? { confirmed: undefined, number: '', date: '', parties: '' },
    isConfirmed: kept?.confirmed === 'yes',
    minutesOpen: Boolean(errors.of.number) || errors.list.some((one) => one.href === '#number'),
    waiting: waitingView(people, waiting, say),
    signedCount: signed.size,
    minutesCount: onlyMinutes.length,
    today: { columns: columnsOf(say), rows: today.map((one) => todayRow(one, signed, say)) },
  }
}

function readyRow({ candidate }: ToSign, kept: Kept | null, say: Say) {
  const { record, doses, byMinutes } = candidate
  return {
    id: record.id,
    isTicked: kept === null || kept.person.includes(record.id),
    fullName: record.fullName,
    birthDate: record.birthDate ? formatDate(record.birthDate) : '',
    idNumber: record.idNumber ?? record.idText,
    doses: doses.map((dose) => doseLine(dose, say)),
    byMinutes,
  }
}

/** Whoever is ready has complete doses only (blocking-reason.ts). */
function doseLine({ number, vaccine, givenOn }: SigningCandidate['doses'][number], say: Say): string {
  return say('signing.dose', { number: number ?? '', vaccine, givenOn: givenOn ? formatDate(givenOn) : '' })
}

function doneText({ done, count, left }: DoneQuery, say: Say): string {
  const text = say(done === 'certificate' ? 'signing.signed' : 'signing.recorded', { count })
  return left > 0 ? `${text} ${say('signing.leftOut', { count: left })}` : text
}

function columnsOf(say: Say) {
  return ['at', 'name', 'record', 'method', 'by'].map((key) => ({
    label: say(`signing.columns.${key}`),
    numeric: false,
  }))
}

/** Minutes are named minutes and never signed (features H11). */
function todayRow(one: SignedSummary, signed: ReadonlySet<string>, say: Say) {
  const text = (value: string) => ({ text: value, href: null, tag: null })
  const isSigned = one.method === 'soft_certificate'
  const minutes = signed.has(one.recordId) ? 'signing.method.minutesBefore' : 'signing.method.minutes'
  const label = isSigned ? say('signing.method.soft_certificate') : say(minutes, { number: one.minutes?.number ?? '' })
  return {
    current: false,
    cells: [
      text(formatDateTime(one.signedAt)),
      text(one.personName),
      text(one.recordId),
      {
        text: null,
        href: null,
        tag: { kind: isSigned ? 'success' : signed.has(one.recordId) ? 'neutral' : 'warning', label },
      },
      text(one.signedByName),
    ],
  }
}
