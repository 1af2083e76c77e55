import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyPage, isForCitizens } from '../../browser/every-page/page-list.ts'
import { openPagesHouse, type PagesHouse } from '../../browser/every-page/pages-house.ts'
import { plain } from '../../support/form-browser.ts'

let house: PagesHouse
beforeAll(async () => {
  house = await openPagesHouse()
}, 180_000)
afterAll(() => house.close())

test('L01 every page on which an officer reads a number, a name or a phone of a person writes who read it', async () => {
  const values = await personalValues()
  expect(values.size).toBeGreaterThan(3)
  const silent: string[] = []
  let telling = 0
  for (const listed of everyPage(house.rows)) {
    if (isForCitizens(listed) || listed.looker === 'nobody' || listed.looker === 'citizen') continue
    const before = await audited()
    const text = await read(listed)
    if (![...values].some((value) => text.includes(value))) continue
    telling += 1
    if ((await audited()) === before) silent.push(listed.route)
  }
  expect(telling).toBeGreaterThan(3)
  expect(silent).toEqual([])
})

async function read({
  looker,
  path,
}: {
  looker: Parameters<PagesHouse['cookiesOf']>[0]
  path: string
}): Promise<string> {
  const cookie = [...(await house.cookiesOf(looker))].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(new URL(path, house.url), { headers: { cookie }, redirect: 'manual' })
  expect([path, answer.status < 500]).toEqual([path, true])
  return plain(await answer.text())
}

async function audited(): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from audit`.execute(house.db)
  return Number(rows[0]?.count)
}

/** What names a person: full numbers, and phones as people write them. Names stand on lists too and are looked for with them. */
async function personalValues(): Promise<Set<string>> {
  const { rows } = await sql<{ value: string | null }>`
    select id_number as value from people union select '0' || substr(phone, 4) from people
    union select claimant ->> 'idNumber' from reports union select '0' || substr(phone, 4) from reports
    union select full_name from people union select claimant ->> 'fullName' from reports`.execute(house.db)
  return new Set(rows.flatMap(({ value }) => (value && value.length > 5 ? [value] : [])))
}
