import { maskId } from '../../../core/domain/person/mask.ts'
import type { SignedSummary, SigningCandidate } from '../../../core/ports/signing.ts'
import type { ToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { MOST_AT_ONCE } from '../../../core/use-cases/signing/sign-records.ts'
import type { SigningDay } from '../../../core/use-cases/signing/signing-day.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'
import type { DoneQuery, Kept, WaitingQuery } from './form.ts'
import { waitingView } from './waiting-view.ts'

interface Shown {
  say: Say
  maySign: boolean
  waiting: WaitingQuery
  /** What was ticked and typed before an error; null on the first look: then everybody ready is ticked. */
  kept: Kept | null
  done: DoneQuery | null
  errors: FormErrors
}

export function signingView(day: SigningDay, { say, maySign, waiting, kept, done, errors }: Shown) {
  const { people, today, checked, twoPeople } = day
  const shown = people.ready.slice(0, MOST_AT_ONCE)
  const signed = new Set(today.filter((one) => one.method === 'certificate').map((one) => one.recordId))
  const onlyMinutes = today.filter((one) => !signed.has(one.recordId))
  return {
    errors,
    done: done ? doneText(done, say) : null,
    readyCount: people.ready.length,
    ready: shown.map((one) => readyRow(one, kept, { twoPeople, isChecked: checked.has(one.candidate.record.id) }, say)),
    maySign,
    twoPeople,
    rule: ruleOf(day, say),
    offer: offerOf(day, say),
    minutesList: day.minutes.map((one) => ({
      href: paths.staff.signingMinutes(one.id),
      label: say('signing.minutes.line', { number: one.number, people: one.people, date: formatDate(one.drawnOn) }),
      state: say(`signing.minutes.state.${one.state}`),
    })),
    shownOf:
      people.ready.length > shown.length
        ? say('signing.shown', { shown: shown.length, total: people.ready.length })
        : null,
    values: kept ?? { confirmed: undefined, date: '', parties: '' },
    isConfirmed: kept?.confirmed === 'yes',
    minutesOpen: errors.list.some((one) => one.href === '#parties'),
    waiting: waitingView(people, waiting, say),
    signedCount: signed.size,
    minutesCount: onlyMinutes.length,
    revocationNotes: notesOf(today, say),
    today: { columns: columnsOf(say), rows: today.map((one) => todayRow(one, signed, say)) },
  }
}

/** Minutes wait for a real signature, and say so as soon as there is a certificate (features H11). */
function offerOf({ people, driver }: SigningDay, say: Say): string | null {
  const waiting = people.ready.filter(({ candidate }) => candidate.byMinutes).length
  return driver && waiting > 0 ? say('signing.offer', { count: waiting }) : null
}

function ruleOf({ twoPeople }: SigningDay, say: Say) {
  const act = twoPeople ? 'two_off' : 'two_on'
  return { text: say(twoPeople ? 'signing.twoOn' : 'signing.twoOff'), act, label: say(`signing.switch.${act}`) }
}

interface Second {
  twoPeople: boolean
  isChecked: boolean
}

function readyRow({ candidate }: ToSign, kept: Kept | null, { twoPeople, isChecked }: Second, say: Say) {
  const { record, doses, byMinutes } = candidate
  return {
    id: record.id,
    isTicked: kept === null || kept.person.includes(record.id),
    fullName: record.fullName,
    birthDate: record.birthDate ? formatDate(record.birthDate) : '',
    // The statement that is signed holds no number: its end is enough to tell two people apart.
    idNumber: maskId(record.idNumber ?? record.idText),
    doses: doses.map((dose) => doseLine(dose, say)),
    byMinutes,
    check: twoPeople
      ? { kind: isChecked ? 'success' : 'warning', label: say(isChecked ? 'signing.checked' : 'signing.notChecked') }
      : null,
  }
}

/** Whoever is ready has complete doses only (blocking-reason.ts). */
function doseLine({ number, vaccine, givenOn }: SigningCandidate['doses'][number], say: Say): string {
  return say('signing.dose', { number: number ?? '', vaccine, givenOn: givenOn ? formatDate(givenOn) : '' })
}

const TOLD: Record<DoneQuery['done'], string> = {
  certificate: 'signing.signed',
  minutes: 'signing.recorded',
  check: 'signing.checkedNow',
  two_on: 'signing.twoOn',
  two_off: 'signing.twoOff',
}

function doneText({ done, count, left }: DoneQuery, say: Say): string {
  const text = say(TOLD[done], { count })
  return left > 0 ? `${text} ${say('signing.leftOut', { count: left })}` : text
}

/** A signature whose revocation could not be checked is told, never taken in silence (dcc.md, Signing). */
function notesOf(today: readonly SignedSummary[], say: Say): string[] {
  const known = new Set(today.map((one) => one.revocation))
  return (['unknown', 'stale'] as const).filter((one) => known.has(one)).map((one) => say(`seals.revocation.${one}`))
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
  const isSigned = one.method === 'certificate'
  const minutes = signed.has(one.recordId) ? 'signing.method.minutesBefore' : 'signing.method.minutes'
  const label = isSigned ? say('signing.method.certificate') : say(minutes, { number: one.minutes?.number ?? '' })
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
