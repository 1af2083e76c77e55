import { channelOf } from '../../../core/domain/contact/address.ts'
import { nationalPhone, type PhoneE164 } from '../../../core/domain/person/phone.ts'
import { READY_ANSWERS } from '../../../core/domain/thread/ready-answer.ts'
import type { InboxEntry } from '../../../core/ports/help-requests.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import type { InboxPage } from '../../../core/use-cases/thread/list-inbox.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say } from '../queue/view.ts'
import { answerTimesText, waitingTag } from './waiting.ts'

interface Shown {
  unitId: string | null
  now: Date
  officer: Officer
}

export function inboxView(page: InboxPage, shown: Shown, say: Say) {
  const { talks, callbacks, times, usage, units, openNow } = page
  return {
    hours: { kind: openNow ? 'success' : 'neutral', label: say(openNow ? 'inbox.openNow' : 'inbox.closedNow') },
    times: answerTimesText(times, say),
    unitFilter:
      units.length > 1
        ? { value: shown.unitId ?? '', units: units.map(({ id, name }) => ({ value: id, label: name })) }
        : null,
    talks: { columns: columns(TALK_COLUMNS, say), rows: talks.map((entry) => talkRow(entry, shown, say)) },
    callbacks: { columns: columns(CALL_COLUMNS, say), rows: callbacks.map((entry) => callRow(entry, shown, say)) },
    usage: { columns: columns(USAGE_COLUMNS, say), rows: usage.filter(isKnown).map((row) => usageRow(row, say)) },
  }
}

const TALK_COLUMNS = ['waits', 'person', 'channel', 'report', 'unit', 'holder'] as const
const CALL_COLUMNS = ['when', 'person', 'phone', 'report', 'unit', 'tries'] as const
const USAGE_COLUMNS = ['answer', 'used', 'wroteAgain'] as const

function columns(keys: readonly string[], say: Say) {
  return keys.map((key) => ({
    label: say(`inbox.columns.${key}`),
    numeric: ['tries', 'used', 'wroteAgain'].includes(key),
  }))
}

const plain = (text: string) => ({ text, href: null, tag: null })

/** An answer that did not arrive stands above the waiting time: somebody should call. */
function waits({ waitingSince, unreached }: InboxEntry, now: Date, say: Say) {
  if (unreached) return { text: '', href: null, tag: { kind: 'danger', label: say('inbox.states.failed') } }
  return waitingSince ? { text: '', href: null, tag: waitingTag(waitingSince, now, say) } : plain(say('inbox.answered'))
}

function talkRow(entry: InboxEntry, { now }: Shown, say: Say) {
  const { address, reportCode, unitName, holderName } = entry
  return {
    current: false,
    cells: [
      waits(entry, now, say),
      person(entry, say),
      plain(channelText(address, say)),
      report(reportCode, say),
      plain(unitName),
      plain(entry.state === 'talking' && holderName ? holderName : say('queue.nobody')),
    ],
  }
}

function callRow(entry: InboxEntry, { officer }: Shown, say: Say) {
  const { callback, callbackPhone, callTries, unitName, unitId, reportCode } = entry
  const when = callback ? slotText(callback, say) : say('inbox.noSlot')
  return {
    current: false,
    cells: [
      plain(when),
      person(entry, say),
      plain(unitId === officer.unitId ? phoneText(callbackPhone, say) : say('inbox.phoneOfUnit')),
      report(reportCode, say),
      plain(unitName),
      plain(String(callTries)),
    ],
  }
}

function person({ id, personName }: InboxEntry, say: Say) {
  return { text: personName ? maskedName(personName) : say('inbox.nameless'), href: paths.staff.thread(id), tag: null }
}

function report(code: string | null, say: Say) {
  return code ? { text: code, href: paths.staff.report(code), tag: null } : plain(say('inbox.noReport'))
}

function usageRow({ answerKey, used, wroteAgain }: InboxPage['usage'][number], say: Say) {
  const again = say('inbox.againOf', { count: wroteAgain, percent: Math.round((wroteAgain / used) * 100) })
  return { current: false, cells: [plain(say(`inbox.answers.${answerKey}`)), plain(String(used)), plain(again)] }
}

/** An answer that is no longer offered keeps its rows for a month. */
function isKnown({ answerKey }: InboxPage['usage'][number]): boolean {
  return answerKey in READY_ANSWERS
}

export function slotText({ day, part }: { day: string; part: string }, say: Say): string {
  return say(`inbox.slots.${part}`, { day: formatDate(day) })
}

export function phoneText(phone: string | null, say: Say): string {
  return phone ? nationalPhone(phone as PhoneE164) : say('inbox.noPhone')
}

export function channelText(address: string, say: Say): string {
  return say(`inbox.channels.${channelOf(address)}`)
}
