import { drawUpMergePlan } from '../../../core/use-cases/duplicates/merge-plan.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { anOfficer, must } from '../desk/desk-house.ts'

/** Two records of a station that two officers joined, told to the Platform: the id of the plan. */
export async function aMergePlan(house: TestHouse, unitId = 'tyt-mau'): Promise<string> {
  const who = { fullName: 'Lý Thị Gộp', unitId }
  const [kept, gone] = [await house.person(who), await house.person(who)]
  const [one, two] = [await anOfficer(house, { unitId }), await anOfficer(house, { unitId })]
  const at = house.clock.now()
  await house.app.store.transaction(async (tx) => {
    const join = { id: house.app.newId(), keptId: kept.id, joinedId: gone.id, reportId: null }
    await tx.samePerson.propose({ ...join, proposedBy: one.staffId, proposedAt: at })
    await tx.samePerson.confirm(join.id, { staffId: two.staffId, at })
  })
  return must(await drawUpMergePlan(house.app, { officer: one })).planId
}
