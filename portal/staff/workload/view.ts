import type { LoanDesk } from '../../../core/use-cases/workload/lend-staff.ts'
import { type DayPlan, USUAL_HOURS } from '../../../core/use-cases/workload/plan-day.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

/** Codes of a list that fit on the page; the rest is counted. */
const CODES_SHOWN = 30

interface Who {
  staffId: string
  mayPlan: boolean
  mayLend: boolean
}

export function planView(plan: DayPlan, who: Who, errors: FormErrors, say: Say) {
  const { unitName, today, workers, shares, left, minutesPerCase, tomorrow } = plan
  const shareOf = new Map(shares.map((share) => [share.staffId, share]))
  return {
    unitName,
    day: formatDate(today),
    pace: say('workload.pace', { minutes: Math.round(minutesPerCase) }),
    tomorrow: tomorrow
      ? say('workload.tomorrow', { count: tomorrow.expected, low: tomorrow.low, high: tomorrow.high })
      : say('workload.noForecast'),
    left: left.length > 0 ? say('workload.left', { count: left.length }) : null,
    loansHref: who.mayLend ? paths.staff.loans : null,
    errors,
    people: workers.map(({ staffId, fullName, hours, lentUntil }) => {
      const share = shareOf.get(staffId)
      const cases = share?.cases ?? []
      return {
        staffId,
        field: `hours-${staffId}`,
        name: fullName,
        lent: lentUntil ? say('workload.lentUntil', { day: formatDate(lentUntil) }) : null,
        hours: String(hours ?? USUAL_HOURS).replace('.', ','),
        mayChange: who.mayPlan || staffId === who.staffId,
        count: say('workload.count', { count: cases.length, capacity: share?.capacity ?? 0 }),
        cases: cases.slice(0, CODES_SHOWN).map(({ code }) => ({ code, href: paths.staff.report(code) })),
        more: cases.length > CODES_SHOWN ? say('workload.more', { count: cases.length - CODES_SHOWN }) : null,
      }
    }),
  }
}

export function loansView(
  { staff, units, loans }: LoanDesk,
  typed: Readonly<Record<string, unknown>>,
  errors: FormErrors,
  say: Say,
) {
  const given = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  return {
    errors,
    values: { staffId: given('staffId'), unitId: given('unitId'), from: given('from'), until: given('until') },
    staff: staff.map(({ staffId, fullName, unitName }) => ({ value: staffId, label: `${fullName} (${unitName})` })),
    units: units.map(({ id, name }) => ({ value: id, label: name })),
    loans: loans.map((loan) => ({
      postId: loan.postId,
      name: loan.fullName,
      text: say('workload.loan', {
        name: loan.fullName,
        from: loan.fromUnitName,
        to: loan.unitName,
        first: formatDate(loan.from),
        last: formatDate(loan.until),
      }),
    })),
  }
}
