import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUnit } from '../../../core/use-cases/desk/add-unit.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const bare = { parentId: null, policeUnitId: null, address: null, openingHours: null }

test('a house without practice people gets its units from the top down, and a station never without its police', async () => {
  expect(
    await addUnit(house.app, { ...bare, id: 'ca-hai', kind: 'police', name: 'Công an xã Hai', parentId: 'syt-mau' }),
  ).toMatchObject({ ok: true })
  const station = { ...bare, id: 'tyt-hai', kind: 'station' as const, name: 'Trạm Y tế xã Hai', parentId: 'ttyt-mau' }
  expect(await addUnit(house.app, station)).toMatchObject({ ok: false, objection: { detail: { what: 'noPolice' } } })
  expect(await addUnit(house.app, { ...station, policeUnitId: 'tyt-mau' })).toMatchObject({ ok: false })
  expect(await addUnit(house.app, { ...station, policeUnitId: 'ca-hai' })).toMatchObject({ ok: true })
  expect(await addUnit(house.app, { ...station, policeUnitId: 'ca-hai' })).toMatchObject({
    ok: false,
    objection: { detail: { what: 'known' } },
  })
  const unit = await house.app.store.transaction((tx) => tx.units.get('tyt-hai'))
  expect(unit).toMatchObject({ parentId: 'ttyt-mau', policeUnitId: 'ca-hai' })
})
