import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('F05 an identity field of a record changes only with an import', async () => {
  const person = await house.person({ fullName: 'Trần Văn Thử' })
  const change = house.db
    .updateTable('people')
    .set({ full_name: 'Trần Văn Khác' })
    .where('id', '=', person.id)
    .execute()
  await expect(change).rejects.toThrow(/only with an import/)
})

test('history cannot be rewritten', async () => {
  const person = await house.person()
  await house.db
    .insertInto('audit')
    .values({ at: new Date(), actor_kind: 'system', action: 'read', subject_kind: 'person', subject_id: person.id })
    .execute()
  await expect(house.db.deleteFrom('audit').execute()).rejects.toThrow(/append-only/)
})
