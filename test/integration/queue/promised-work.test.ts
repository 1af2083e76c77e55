import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import type { Queues } from '../../../core/ports/queue.ts'
import { listenForBells } from '../../../platform/database/bell-listener.ts'
import { openQueues } from '../../../platform/queue/open-queues.ts'
import type { Handlers } from '../../../workers/handlers.ts'
import { startRelay } from '../../../workers/relay.ts'
import { MAX_ATTEMPTS, workTasks } from '../../../workers/run-task.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openServer, type QueueTestServer, SERVERS } from './servers.ts'

const SWEEP_MS = 60_000
const MASTER_KEY = Buffer.alloc(32, 7)

describe.each(SERVERS)('promised work over %s', (kind) => {
  let server: QueueTestServer
  let house: TestHouse
  let queues: Queues
  let relay: { close(): Promise<void> } | null = null
  const faults: string[] = []

  beforeEach(async () => {
    server = await openServer(kind)
    house = await openTestHouse()
    queues = await openQueues(server.address, (code) => faults.push(code), {
      masterKey: MASTER_KEY,
      firstRetryMs: 20,
    })
  })
  afterEach(async () => {
    await relay?.close()
    relay = null
    await queues.close()
    await house.close()
    await server.close()
  })

  const relayAs = async (sweepAfterMs = SWEEP_MS, pollMs = 200) => {
    const listen = listenForBells(house.url, (code) => faults.push(code))
    relay = await startRelay({
      app: house.app,
      queues,
      listen,
      sweepAfterMs,
      pollMs,
      onFault: (code) => faults.push(code),
    })
  }
  const work = (readCard: (photoId: string) => Promise<void>) =>
    workTasks(queues, { app: house.app, onFault: (code) => faults.push(code), handlers: onlyReadCard(readCard) })
  const promise = async (photoId = randomUUID()) => {
    const data = { photoId }
    await house.app.store.transaction((tx) => tx.tasks.promise({ name: 'read-card', data, uniqueKey: photoId }))
    return photoId
  }
  const tasks = () => house.db.selectFrom('tasks').selectAll().execute()

  test('M01 a promised task is handed over by the bell of its table and done once', async () => {
    const seen: string[] = []
    await work(async (photoId) => void seen.push(photoId))
    await relayAs(SWEEP_MS, 3_600_000)
    const first = await promise()
    await vi.waitFor(() => expect(seen).toEqual([first]), { timeout: 10_000 })
    await vi.waitFor(async () => expect((await tasks())[0]?.done_at).not.toBeNull())
    house.clock.advance(2 * SWEEP_MS)
    const second = await promise()
    await vi.waitFor(() => expect(seen).toEqual([first, second]), { timeout: 10_000 })
  })

  test('M01 wiping the queue loses no task', async () => {
    await relayAs()
    const promised = [await promise(), await promise(), await promise()]
    await vi.waitFor(async () => expect((await queues.counts()).tasks.waiting).toBe(3))
    await server.wipe()
    const seen: string[] = []
    await work(async (photoId) => void seen.push(photoId))
    await wait(500)
    expect(seen).toEqual([])
    house.clock.advance(SWEEP_MS)
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(promised.toSorted()), { timeout: 5_000 })
  })

  test('M01 wiping the queue loses nothing heard and nothing to say', async () => {
    await relayAs()
    await hear('telegram|1|10')
    await say('sms|gateway|+84900000010')
    await vi.waitFor(async () =>
      expect(await queues.counts()).toMatchObject({ converse: { waiting: 1 }, speak: { waiting: 1 } }),
    )
    await server.wipe()
    const seen: string[] = []
    await queues.work('converse', async ({ address }) => void seen.push(address), { concurrency: 1 })
    await queues.work('speak', async ({ account }) => void seen.push(account), { concurrency: 1 })
    house.clock.advance(SWEEP_MS)
    await vi.waitFor(() => expect([...new Set(seen)].toSorted()).toEqual(['sms|gateway', 'telegram|1|10']), {
      timeout: 5_000,
    })
  })

  test('a message put off rings when its hour comes, and not before', async () => {
    const seen: string[] = []
    await queues.work('speak', async ({ account }) => void seen.push(account), { concurrency: 1 })
    await relayAs()
    await say('web|portal|night', new Date(house.clock.now().getTime() + 30_000))
    await wait(500)
    expect(seen).toEqual([])
    house.clock.advance(30_000)
    await vi.waitFor(() => expect(seen).toContain('web|portal'), { timeout: 5_000 })
  })

  test('a relay that died between mark and ring costs one sweep and nothing else', async () => {
    const seen: string[] = []
    const photoId = await promise()
    const claim = { now: house.app.now(), sweepAfterMs: SWEEP_MS, limit: 10 }
    expect(await house.app.store.transaction((tx) => tx.promises.claimTasks(claim))).toHaveLength(1)
    await work(async (id) => void seen.push(id))
    await relayAs()
    await wait(500)
    expect(seen).toEqual([])
    house.clock.advance(SWEEP_MS)
    await vi.waitFor(() => expect(seen).toEqual([photoId]), { timeout: 5_000 })
  })

  test('a database that cut every connection costs nothing but time', async () => {
    const seen: string[] = []
    await work(async (photoId) => void seen.push(photoId))
    await relayAs(1_000)
    await promise()
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    await cutConnections()
    const photoId = await vi.waitFor(() => promise(), { timeout: 5_000 })
    const clock = setInterval(() => house.clock.advance(1_000), 200)
    await vi.waitFor(() => expect(seen).toContain(photoId), { timeout: 20_000 })
    clearInterval(clock)
  })

  test('the same task rung twice, and by two workers, is worked once', async () => {
    let runs = 0
    await work(async () => {
      runs += 1
      await wait(300)
    })
    await promise()
    const taskId = (await tasks())[0]!.id
    await queues.bell('tasks', [{ taskId }, { taskId }])
    const second = await openQueues(server.address, (code) => faults.push(code), { masterKey: MASTER_KEY })
    await workTasks(second, {
      app: house.app,
      onFault: () => undefined,
      handlers: onlyReadCard(async () => void runs++),
    })
    await second.bell('tasks', [{ taskId }])
    await wait(700)
    await queues.bell('tasks', [{ taskId }])
    await wait(500)
    expect(runs).toBe(1)
    await second.close()
  })

  test('M03 a task that keeps failing becomes a dead letter with a code, and works after a retry', async () => {
    let tries = 0
    let healed = false
    await work(async () => {
      tries += 1
      if (!healed) throw Object.assign(new Error('Nguyễn Thị Bí Mật 0900000000'), { code: 'ECONNREFUSED' })
    })
    await relayAs()
    await promise()
    await vi.waitFor(async () => expect((await tasks())[0]?.dead_at).not.toBeNull(), { timeout: 20_000 })
    expect(tries).toBe(MAX_ATTEMPTS)
    expect((await tasks())[0]).toMatchObject({ attempts: MAX_ATTEMPTS, fault_code: 'ECONNREFUSED', done_at: null })
    expect(JSON.stringify([await tasks(), faults])).not.toContain('Bí Mật')
    healed = true
    await house.db.updateTable('tasks').set({ dead_at: null, attempts: 0, relayed_at: null }).execute()
    await vi.waitFor(async () => expect((await tasks())[0]?.done_at).not.toBeNull(), { timeout: 5_000 })
  })

  const cutConnections = async () => {
    const client = new pg.Client({ connectionString: inject('postgresUrl') })
    await client.connect()
    const names = [house.url, 'databaseUrl' in server.address ? server.address.databaseUrl : house.url]
    const databases = names.map((url) => new URL(url).pathname.slice(1))
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1)', [databases])
    await client.end()
  }
  const hear = (address: string) =>
    house.db
      .insertInto('inbox')
      .values({
        dedupe_key: randomUUID(),
        channel: 'telegram',
        address,
        event: '{}',
        sort_key: 1,
        received_at: new Date(),
      })
      .execute()
  const say = (address: string, notBefore: Date | null = null) =>
    house.app.store.transaction((tx) =>
      tx.outbox.put({
        id: randomUUID(),
        idempotencyKey: randomUUID(),
        channel: 'web',
        address,
        purpose: 'reply',
        content: { kind: 'turn', content: null },
        notBefore,
      }),
    )
})

function onlyReadCard(readCard: (photoId: string) => Promise<void>): Handlers {
  return { 'read-card': (_app: unknown, data: { photoId: string }) => readCard(data.photoId) } as unknown as Handlers
}
