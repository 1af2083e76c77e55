import type { TestHouse } from '../../support/test-app.ts'

/** A second station of the same district. */
export async function anotherStation(house: TestHouse, id = 'tyt-khac', name = 'Trạm Y tế xã Khác'): Promise<void> {
  const since = { dataset_version: '2021', valid_from: '2021-01-01' }
  await house.db
    .insertInto('units')
    .values({ ...since, id, code: id, kind: 'station', name, parent_id: 'ttyt-mau' })
    .execute()
}
