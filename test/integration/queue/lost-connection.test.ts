import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { openTestHouse } from '../../support/test-app.ts'

test('a connection lost inside a transaction is a fault of that transaction, never of the process', async () => {
  const house = await openTestHouse()
  const lost = house.app.store.transaction(async (tx) => {
    await tx.units.get('tyt-mau')
    await cutConnections(house.url)
    await new Promise((resolve) => setTimeout(resolve, 100))
    return tx.units.get('tyt-mau')
  })
  await expect(lost).rejects.toThrow()
  expect((await house.app.store.transaction((tx) => tx.units.get('tyt-mau')))?.id).toBe('tyt-mau')
  await house.close()
})

async function cutConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  const database = new URL(url).pathname.slice(1)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
  await client.end()
}
