import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import { MAX_HOPS } from '../../../core/domain/staff/passing-on.ts'
import { workingMsBetween } from '../../../core/domain/staff/working-time.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

const MINUTE = 60_000

/** How much of the 48 hours falls into office hours, for sharing out work; the 48 hours themselves run on (features E09). */
export function workingTimeFact({ report }: CaseView, now: Date, say: Say) {
  if (!ON_THE_CLOCK.includes(report.state)) return []
  const minutes = Math.floor(workingMsBetween(now, report.dueAt) / MINUTE)
  const left = say('desk.workingTime.left', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  const value = report.dueAt <= now ? say('desk.workingTime.none') : left
  return [{ label: say('desk.workingTime.label'), value, action: null }]
}

/** What the district was asked, and what it said (features E02). */
export function rulingFact({ ruling }: CaseView, now: Date, say: Say) {
  if (!ruling) return []
  const due = formatDateTime(ruling.dueAt)
  const state = ruling.ruledAt ? 'made' : ruling.dueAt <= now ? 'late' : 'open'
  return [
    {
      label: say('desk.ruling.label'),
      value: say(`desk.ruling.${state}`, { unit: ruling.unitName, due }),
      action: null,
    },
  ]
}

/** What passing it on means this time; null: an ordinary hand-over. */
export function rulingText({ report, ruling, handOverTo }: CaseView, say: Say): string | null {
  if (ruling && !ruling.ruledAt && handOverTo.length > 1)
    return say('desk.ruling.say', { due: formatDateTime(ruling.dueAt) })
  return report.hops >= MAX_HOPS && handOverTo.length === 1 ? say('desk.ruling.ask') : null
}
