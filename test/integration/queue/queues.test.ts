import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Queues } from '../../../core/ports/queue.ts'
import { openQueues } from '../../../platform/queue/open-queues.ts'
import { openServer, type QueueTestServer, SERVERS } from './servers.ts'

describe.each(SERVERS)('queues on %s', (kind) => {
  let server: QueueTestServer
  let queues: Queues
  const faults: string[] = []

  beforeAll(async () => {
    server = await openServer(kind)
    queues = await openQueues(server.address, (code) => faults.push(code), {
      masterKey: Buffer.alloc(32, 7),
      firstRetryMs: 50,
    })
  })
  afterAll(async () => {
    await queues.close()
    await server.close()
  })

  test('a bell of an address is never worked twice at once and no ring during the work is lost', async () => {
    const running = new Map<string, number>()
    const runs: string[] = []
    let together = 0
    await queues.work(
      'converse',
      async ({ address }) => {
        running.set(address, (running.get(address) ?? 0) + 1)
        together = Math.max(together, running.get(address) ?? 0)
        runs.push(address)
        await wait(100)
        running.set(address, (running.get(address) ?? 0) - 1)
      },
      { concurrency: 8 },
    )
    for (let ring = 0; ring < 8; ring += 1) {
      await queues.bell('converse', [{ address: 'web|portal|a' }, { address: 'web|portal|b' }])
      await wait(30)
    }
    const lastRing = runs.filter((address) => address === 'web|portal|a').length
    await vi.waitFor(async () => expect((await queues.counts()).converse).toMatchObject({ waiting: 0, active: 0 }))
    const runsOfA = runs.filter((address) => address === 'web|portal|a').length
    expect(together).toBe(1)
    expect(runsOfA).toBeGreaterThan(lastRing)
    expect(runsOfA).toBeLessThan(8)
    expect(runs).toContain('web|portal|b')
  })

  test('a bell whose work failed rings again, and a ring afterwards is heard', async () => {
    const heard: string[] = []
    await queues.work(
      'speak',
      async ({ account }) => {
        heard.push(account)
        if (heard.length < 3) throw new Error('the network is away')
      },
      { concurrency: 2 },
    )
    await queues.bell('speak', [{ account: 'sms|gateway' }])
    await vi.waitFor(() => expect(heard.length).toBe(3), { timeout: 10_000 })
    await vi.waitFor(async () => expect((await queues.counts()).speak).toMatchObject({ waiting: 0, active: 0 }))
    await queues.bell('speak', [{ account: 'sms|gateway' }])
    await vi.waitFor(() => expect(heard.length).toBe(4), { timeout: 10_000 })
  })

  test('a timetable entry asked for twice is one entry, and comes again after the queue is wiped', async () => {
    const heard: string[] = []
    await queues.work('timetable', async ({ key }) => void heard.push(key), { concurrency: 1 })
    await queues.schedule('watch-the-clock', { everyMs: 400 })
    await queues.schedule('watch-the-clock', { everyMs: 400 })
    await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(3), { timeout: 10_000 })
    await server.wipe()
    await wait(500)
    heard.length = 0
    await wait(900)
    expect(heard).toEqual([])
    await queues.schedule('watch-the-clock', { everyMs: 400 })
    await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 })
  })
})
