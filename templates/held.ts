import { daysAndHours, type ExpectedTime } from '../core/domain/citizen/expected-time.ts'
import type { Holder } from '../core/domain/citizen/tracking.ts'
import { dayInVietNam } from '../core/domain/citizen/viet-nam-day.ts'
import { POLICE_DAYS, policeDay } from '../core/domain/police-list/police-answer.ts'
import type { ReportState } from '../core/domain/report/report-lifecycle.ts'
import { formatDue } from './rendering/formatters.ts'

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

interface HeldReport {
  state: ReportState
  holder: Holder
  asOf: Date
}

/** Who has it, since when and until when, as one sentence for page, chat and letter (features D02); null: nobody has it. */
export function heldText({ state, holder, asOf }: HeldReport, locale: string, say: Say): string | null {
  const { kind, unitName, sinceDays: days, dueAt } = holder
  if (kind === 'nobody') return null
  if (kind === 'you') return yourTurn(state, days, say)
  const who = unitName ?? say(`track.holder.${kind}`)
  const since = days === 0 ? 'today' : 'days'
  if (!dueAt) return say(`track.held.${since}`, since === 'today' ? { who } : { who, days })
  const due = formatDue(dueAt, dayInVietNam(asOf), locale, say)
  const day = kind === 'police' ? policeDay(dueAt, asOf) : null
  if (day !== null) return say('track.held.police', { who, day, of: POLICE_DAYS, due })
  const key = `track.held.${since}${dueAt < asOf ? 'Late' : 'Due'}`
  return say(key, since === 'today' ? { who, due } : { who, days, due })
}

function yourTurn(state: ReportState, days: number, say: Say): string {
  if (state === 'refused') return say('track.held.youRefused')
  if (state === 'needs_identity') return say('track.held.youRegister')
  return days === 0 ? say('track.held.you') : say('track.held.youDays', { days })
}

/** How long such reports really take at this unit, or that nobody can say yet (features D10). */
export function expectedText(expected: ExpectedTime | null, unit: string, say: Say): string {
  if (!expected) return say('track.expected.few')
  const { basis, p80Hours, medianHours } = expected
  return say(`track.expected.${basis}`, { unit, p80: spanText(p80Hours, say), median: spanText(medianHours, say) })
}

function spanText(measured: number, say: Say): string {
  const { days, hours } = daysAndHours(measured)
  if (days === 0) return say('track.span.hours', { hours })
  return hours === 0 ? say('track.span.days', { days }) : say('track.span.both', { days, hours })
}
