import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { StaffRole } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Unit } from '../../ports/units.ts'
import { tellStaff } from '../staff/tell-staff.ts'

const BATCH = 100

/** Who is told at which kind of unit. */
export const TOLD: Record<Unit['kind'], readonly StaffRole[]> = {
  station: ['clerk', 'head'],
  facility: ['clerk', 'head'],
  police: ['police_officer', 'police_chief'],
  district: ['district'],
  province: ['province'],
}

/** What ran out of time is told at once to the officers of the units on its ladder (features E10, I11); answers how many deadlines. */
export async function tellDeadlines(app: App): Promise<number> {
  for (let told = 0; ; ) {
    const batch = await app.store.transaction(async (tx) => {
      const untold = await tx.staffNotices.untold(BATCH)
      for (const { subjectId, kind, unitIds, code } of untold) {
        for (const unitId of unitIds) {
          const unit = await tx.units.get(unitId)
          const roles = unit ? TOLD[unit.kind] : []
          const officers = await tx.staffPosts.holders(unitId, roles, dayInVietNam(app.now()))
          await tellStaff(app, tx, officers, { unitId, kind, detail: { code }, about: subjectId })
        }
        await tx.staffNotices.told({ subjectId, kind }, app.now())
      }
      return untold.length
    })
    told += batch
    if (batch < BATCH) return told
  }
}
