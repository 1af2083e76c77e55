import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import { findWrongBatches } from '../../../core/use-cases/batches/find-wrong-batches.ts'
import { searchDuplicates } from '../../../core/use-cases/duplicates/search-duplicates.ts'
import type { ChainHouse } from '../../integration/chain/chain-house.ts'
import { aReport } from '../../integration/desk/desk-house.ts'
import { aMergePlan } from '../../integration/station/a-merge-plan.ts'
import type { FormBrowser } from '../../support/form-browser.ts'

/** What stands on the pages of a station's other work: a plan for many, a pair, a merge plan and a batch. */
export async function otherWorkRows(house: ChainHouse, clerk: FormBrowser) {
  const [bulk, pair, mergePlan] = [
    await plannedBulk(clerk),
    await aPair(house),
    await aMergePlan(house, house.clerk.unitId),
  ]
  return { bulk, pair, mergePlan, batch: await aBatch(house) }
}

async function plannedBulk(clerk: FormBrowser): Promise<string> {
  const page = await clerk.open('/can-bo/hang-loat')
  const planned = await clerk.send(page, { action: 'take', whole: '1' })
  return planned.url.split('/').at(-1) ?? ''
}

async function aPair(house: ChainHouse): Promise<readonly [string, string]> {
  const twice = { fullName: 'Giàng A Trùng', phone: '+84912000111', unitId: house.clerk.unitId }
  const one = await house.person({ ...twice, idNumber: '024356789' })
  const other = await house.person({ ...twice, idNumber: '079090000367' })
  await searchDuplicates(house.app, { unitId: house.clerk.unitId })
  const [first = '', second = ''] = [one.id, other.id].sort()
  return [first, second]
}

/** Seven quiet days at one place, and one on which everybody says that the day is wrong. */
async function aBatch(house: ChainHouse): Promise<string> {
  for (let day = 1; day <= 8; day += 1)
    for (let at = 0; at < 8; at += 1) {
      const doses = [{ givenOn: `2021-09-0${day}`, facility: 'Điểm tiêm Nhà văn hoá' }]
      const person = await house.person({ class: 'right', birthDate: `19${40 + at}-0${day}-13`, doses })
      if (day < 8) continue
      const dose = await house.db
        .selectFrom('doses')
        .select('id')
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow()
      const claim = { ...NO_CLAIM, doseId: dose.id, givenOn: '2021-10-08' }
      await aReport(house, { personId: person.id, types: ['WRONG_DATE'], changes: [], doses: [claim] })
    }
  await findWrongBatches(house.app)
  const found = house.db.selectFrom('wrong_batches').select('id').where('facility', '=', 'Điểm tiêm Nhà văn hoá')
  return (await found.executeTakeFirstOrThrow()).id
}
