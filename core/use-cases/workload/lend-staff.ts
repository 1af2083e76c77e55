import { dayInVietNam, daysAfter } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { daysBetween, type IsoDate } from '../../domain/person/calendar-date.ts'
import { MAX_LOAN_DAYS } from '../../domain/staff-account/staff-post.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Loan } from '../../ports/workload.ts'
import { scopeFor } from '../desk/reach-report.ts'

export interface LoanDesk {
  staff: { staffId: string; fullName: string; unitId: string; unitName: string }[]
  units: { id: string; name: string }[]
  loans: Loan[]
}

/** Whom a district could lend where, and who is lent now (features E19). */
export async function openLoans(app: App, { officer }: { officer: Officer }): Promise<Outcome<LoanDesk>> {
  if (!may(officer, 'lend_staff')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const stations = (await tx.units.all()).filter(({ id, kind }) => isInScope(scope, id) && kind === 'station')
    return done({
      staff: await tx.workload.staffOf(scope),
      units: stations.map(({ id, name }) => ({ id, name })),
      loans: await tx.workload.loans(scope, dayInVietNam(app.now())),
    })
  })
}

export interface LendStaff {
  officer: Officer
  staffId: string
  unitId: string
  /** First and last day, YYYY-MM-DD. */
  from: string
  until: string
}

/**
 * Lends an officer to another station of the district, as a clerk there and for these days only: a post that ends by itself
 * (features K02). Its holder chooses it after log-in and then reaches that station's cases, and only those.
 */
export async function lendStaff(app: App, command: LendStaff): Promise<Outcome<null>> {
  const { officer, staffId, unitId, from, until } = command
  if (!may(officer, 'lend_staff')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const account = await tx.staff.lock(staffId)
    const isStation = account?.role === 'clerk' || account?.role === 'head'
    if (!account || account.closedAt || !isStation || !isInScope(scope, account.unitId)) return object('no_such_person')
    const unit = await tx.units.get(unitId)
    if (unit?.kind !== 'station' || !isInScope(scope, unitId) || unitId === account.unitId)
      return object('not_your_unit')
    if (!areDays(from, until, dayInVietNam(app.now()))) return object('dates_wrong')
    const lent = (await tx.workload.loans(scope, from)).filter((loan) => loan.staffId === staffId && loan.from <= until)
    if (lent.length > 0) return object('asked_already')
    const post = { staffId, kind: 'loan', role: 'clerk', unitId, from, until, givenBy: officer.staffId } as const
    await tx.staffPosts.add(post)
    const detail = { unitId, from, until }
    const subject = { subjectKind: 'staff', subjectId: staffId }
    await tx.audit.write({ staffId: officer.staffId, action: 'lend_staff', ...subject, detail })
    return done(null)
  })
}

function areDays(from: string, until: string, today: string): boolean {
  const days = daysBetween(from as IsoDate, until as IsoDate)
  return from >= today && days >= 0 && days < MAX_LOAN_DAYS
}

/** Ends a loan with yesterday: whoever still works in it is sent home with their next press. */
export async function endLoan(
  app: App,
  { officer, postId }: { officer: Officer; postId: string },
): Promise<Outcome<null>> {
  if (!may(officer, 'lend_staff')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const loan = await tx.workload.loan(postId)
    if (!loan || !isInScope(await scopeFor(tx, officer), loan.fromUnit)) return object('no_such_person')
    const today = dayInVietNam(app.now())
    if (loan.until < today) return done(null)
    await tx.staffPosts.end(postId, daysAfter(today, -1))
    const subject = { subjectKind: 'staff', subjectId: loan.staffId }
    await tx.audit.write({ staffId: officer.staffId, action: 'end_loan', ...subject, detail: { unitId: loan.unitId } })
    return done(null)
  })
}
