import { createServer } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings, SettingsFault } from '../../platform/config.ts'
import { askServer } from '../../platform/database/ask-server.ts'
import { openDatabase } from '../../platform/database/database.ts'
import { mustAnswer } from '../../platform/must-answer.ts'
import { loadPracticeCommune } from '../../platform/practice/practice-commune.ts'
import { refusePracticeData } from '../../platform/practice/refuse-practice-data.ts'
import { askRedis } from '../../platform/queue/ask-redis.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('all conversations, speakers and tasks at once hold a connection each, and each still gets another', async () => {
  const db = openDatabase(house.url, () => undefined)
  const everyHolder = Array.from({ length: 8 + 8 + 4 })
  let holding = 0
  let allHold: () => void = () => undefined
  const together = new Promise<void>((resolve) => {
    allHold = resolve
  })
  const work = everyHolder.map(() =>
    db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx)
      if (++holding === everyHolder.length) allHold()
      await together
      await sql`select 1`.execute(db)
    }),
  )
  await Promise.all(work)
  expect(holding).toBe(20)
  await db.destroy()
}, 20_000)

test('two people who reach the same two rows from two sides both come through', async () => {
  const { app } = house
  const [one, other] = [await house.person(), await house.person()]
  let arrived = 0
  let bothThere: () => void = () => undefined
  const both = new Promise<void>((resolve) => {
    bothThere = resolve
  })
  const lock = (first: string, then: string) => {
    let isFirstTry = true
    return app.store.transaction(async (tx) => {
      await tx.signedRecords.lockCandidates([first])
      if (++arrived === 2) bothThere()
      if (isFirstTry) await both
      isFirstTry = false
      await tx.signedRecords.lockCandidates([then])
      return 'done'
    })
  }
  expect(await Promise.all([lock(one.id, other.id), lock(other.id, one.id)])).toEqual(['done', 'done'])
})

test('a server that does not answer stops the start with one line that names the setting and no password', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const ask = [
    mustAnswer('DATABASE_URL', () => askServer('postgres://a:hidden@127.0.0.1:1/x')),
    mustAnswer('DATABASE_URL', () => askServer(`postgres://a:hidden@127.0.0.1:${port}/x`)),
    mustAnswer('REDIS_URL', () => askRedis('redis://a:hidden@127.0.0.1:1')),
    mustAnswer('REDIS_URL', () => askRedis(`redis://a:hidden@127.0.0.1:${port}`)),
  ]
  const said = (await Promise.allSettled(ask)).map((each) => (each.status === 'rejected' ? each.reason : null))
  for (const [index, fault] of said.entries()) {
    expect(fault).toBeInstanceOf(SettingsFault)
    expect(fault.message).toMatch(index < 2 ? /^DATABASE_URL: [^\n]+$/ : /^REDIS_URL: [^\n]+$/)
    expect(fault.message).not.toContain('hidden')
  }
  await mustAnswer('DATABASE_URL', () => askServer(house.url))
  silent.close()
}, 30_000)

test('settings that contradict themselves are named, one line each', () => {
  const faultsOf = (environment: Record<string, string>) => {
    try {
      readSettings(environment)
      return ''
    } catch (fault) {
      return (fault as Error).message
    }
  }
  expect(faultsOf({ PORT: 'x' })).toMatch(/^PORT: must be a whole number/)
  expect(faultsOf({ PUBLIC_URL: 'https://a.example/b' })).toMatch(/^PUBLIC_URL: must have no path/)
  expect(faultsOf({ TRUST_PROXY: '-1' })).toMatch(/^TRUST_PROXY: /)
  expect(faultsOf({ DATA_DIR: '/dev/null/x' })).toMatch(/^DATA_DIR: cannot be used \(ENOTDIR\)$/)
})

test('a database that was used for practice never serves real people', async () => {
  await refusePracticeData(house.db)
  await loadPracticeCommune(house.app, house.db, Buffer.alloc(32, 7))
  await expect(refusePracticeData(house.db)).rejects.toThrow(/^PRACTICE: this database was used for practice/)
})
