import { afterAll, beforeAll, expect, test } from 'vitest'
import { fallbackOwnerGap } from '../../../core/use-cases/clock/fallback-owner.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('E10 a house starts only with an owner of last resort: one highest unit, and somebody there who may decide', async () => {
  expect(await fallbackOwnerGap(house.app)).toBe('nobody_there')
  await house.staff({ role: 'clerk' })
  await house.staff({ role: 'auditor', unitId: 'syt-mau' })
  expect(await fallbackOwnerGap(house.app), 'somebody else somewhere else is nobody there').toBe('nobody_there')
  const { staffId } = await house.staff({ role: 'province', unitId: 'syt-mau' })
  expect(await fallbackOwnerGap(house.app)).toBeNull()
  await house.db.updateTable('staff').set({ closed_at: house.clock.now() }).where('id', '=', staffId).execute()
  expect(await fallbackOwnerGap(house.app), 'a closed account decides nothing').toBe('nobody_there')
  await house.db.updateTable('units').set({ parent_id: null }).where('id', '=', 'ttyt-mau').execute()
  expect(await fallbackOwnerGap(house.app)).toBe('more_than_one')
})

test('E10 an installation without units is told so', async () => {
  await house.db.updateTable('units').set({ parent_id: 'tyt-mau' }).where('parent_id', 'is', null).execute()
  expect(await fallbackOwnerGap(house.app)).toBe('no_unit')
})
