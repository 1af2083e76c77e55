import { dayInVietNam, daysAfter } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { type Forecast, forecastIntake } from '../../domain/workload/forecast-intake.ts'
import { type Share, shareWork } from '../../domain/workload/share-work.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { WaitingCase, Worker } from '../../ports/workload.ts'
import { scopeFor } from '../desk/reach-report.ts'

const DAY = 86_400_000
/** What a scripted nurse needs by keyboard, with a look at the photo (bench of features E05), until a unit has figures of its own. */
const MINUTES_UNTIL_KNOWN = 4
/** Whoever has not said has this much of the day for cases. */
export const USUAL_HOURS = 3
const LOOKED_BACK_DAYS = 56

export interface DayPlan {
  unitId: string
  unitName: string
  /** YYYY-MM-DD */
  today: string
  workers: Worker[]
  shares: Share<WaitingCase>[]
  /** Nobody's hours reach these. */
  left: WaitingCase[]
  minutesPerCase: number
  tomorrow: Forecast | null
}

/** Who could do what today, and how much comes tomorrow (features E19): a suggestion that assigns nothing. */
export async function planDay(
  app: App,
  { officer, unitId = officer.unitId }: { officer: Officer; unitId?: string },
): Promise<Outcome<DayPlan>> {
  if (!may(officer, 'see_work_plan')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const unit = isInScope(await scopeFor(tx, officer), unitId) ? await tx.units.get(unitId) : null
    if (!unit) return object('not_your_unit')
    const now = app.now()
    const today = dayInVietNam(now)
    const workers = await tx.workload.workers(unitId, today)
    const since = new Date(now.getTime() - LOOKED_BACK_DAYS * DAY)
    const minutesPerCase = (await tx.workload.minutesPerCase(unitId, since)) ?? MINUTES_UNTIL_KNOWN
    const hands = workers.map(({ staffId, hours }) => ({ staffId, hours: hours ?? USUAL_HOURS }))
    const shared = shareWork(await tx.workload.waiting(unitId), hands, minutesPerCase)
    const tomorrow = await forecastFor(tx, unitId, today)
    return done({ unitId, unitName: unit.name, today, workers, ...shared, minutesPerCase, tomorrow })
  })
}

async function forecastFor(tx: Tx, unitId: string, today: string): Promise<Forecast | null> {
  const past = await tx.workload.intake(unitId, daysAfter(today, -LOOKED_BACK_DAYS), daysAfter(today, -1))
  const begun = past.findIndex(({ count }) => count > 0)
  return begun < 0 ? null : forecastIntake(past.slice(begun), daysAfter(today, 1))
}

/** How many hours somebody has for cases on a day: their own, or those of the unit's people by its head. */
export async function setHours(
  app: App,
  command: { officer: Officer; staffId: string; hours: number },
): Promise<Outcome<null>> {
  const { officer, staffId, hours } = command
  if (!may(officer, 'see_work_plan')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const account = await tx.staff.get(staffId)
    const mayFor = staffId === officer.staffId || may(officer, 'plan_work')
    if (!account || !mayFor || !isInScope(await scopeFor(tx, officer), account.unitId)) return object('no_such_person')
    await tx.workload.setHours({ staffId, day: dayInVietNam(app.now()), hours, setBy: officer.staffId })
    return done(null)
  })
}
