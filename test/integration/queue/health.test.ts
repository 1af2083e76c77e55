import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Queues } from '../../../core/ports/queue.ts'
import { createMetrics } from '../../../platform/metrics.ts'
import { openQueues } from '../../../platform/queue/open-queues.ts'
import { healthRoutes } from '../../../portal/api/health/routes.ts'
import { timeRequests } from '../../../portal/api/health/time-requests.ts'
import { type RedisServer, startRedis } from '../../support/redis.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
let redis: RedisServer
let queues: Queues
let server: Server

beforeEach(async () => {
  house = await openTestHouse()
  redis = await startRedis()
  queues = await openQueues({ redisUrl: redis.url }, () => undefined, {
    masterKey: Buffer.alloc(32, 7),
    closeWithinMs: 100,
  })
  const metrics = createMetrics({ app: house.app, queues })
  const door = express()
    .use(timeRequests(metrics.requestTook))
    .use(healthRoutes({ app: house.app, queues, metrics }))
    .get('/theo-doi/:code', (_req, res) => void res.send('…'))
  server = createServer(door).listen(0)
})
afterEach(async () => {
  server.close()
  await redis.close()
  await house.close()
})

test('M04 a living process says so, and is ready while database and queue answer', async () => {
  expect((await ask('/healthz')).status).toBe(200)
  const ready = await ask('/readyz')
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', missing: [] }])
  await queues.close()
})

test('M04 a missing queue is named and the process stays alive', async () => {
  await redis.close()
  const ready = await ask('/readyz')
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not_ready', missing: ['queue'] }])
  expect((await ask('/healthz')).status).toBe(200)
  expect(await (await ask('/metrics')).text()).toContain('so_tiem_up{part="queue"} 0')
})

test('M04 metrics tell what waits since when, and requests by route without their addresses', async () => {
  const at = new Date(house.clock.now().getTime() - 90_000)
  const task = { id: randomUUID(), name: 'read-card', data: '{}', unique_key: 'a', promised_at: at }
  const dead = { ...task, id: randomUUID(), unique_key: 'b', dead_at: at }
  await house.db.insertInto('tasks').values([task, dead]).execute()
  await queues.bell('speak', [{ account: 'web|portal|a' }])
  await ask('/theo-doi/PA-GEHEIM')
  const text = await (await ask('/metrics')).text()
  for (const line of [
    'so_tiem_waiting{what="tasks"} 1',
    'so_tiem_oldest_waiting_seconds{what="tasks"} 90',
    'so_tiem_waiting{what="dead"} 1',
    'so_tiem_waiting{what="messages"} 0',
    'so_tiem_queue_jobs{queue="speak",state="waiting"} 1',
    'so_tiem_http_request_seconds_count{method="GET",route="/theo-doi/:code",status="200"} 1',
    'so_tiem_up{part="database"} 1',
  ])
    expect(text).toContain(line)
  expect(text).not.toContain('GEHEIM')
  await queues.close()
})

function ask(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
}
