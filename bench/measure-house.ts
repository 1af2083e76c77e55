import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { speak } from '../bot/speak.ts'
import type { App } from '../core/ports/app.ts'
import type { Queues } from '../core/ports/queue.ts'
import { createApp } from '../platform/app.ts'
import { type Db, openDatabase } from '../platform/database/database.ts'
import { openPhotoDesk } from '../platform/photos/photo-desk.ts'
import type { QueueServer } from '../platform/queue/backend.ts'
import { createRenderer } from '../templates/render.ts'
import type { Handlers } from '../workers/handlers.ts'
import { workTasks } from '../workers/run-task.ts'
import { CONCURRENCY, houseRows } from './measure-queue.ts'

export interface MeasuredHouse {
  notifications(server: QueueServer, rows: number): Promise<number>
  tasks(server: QueueServer, rows: number): Promise<number>
  close(): Promise<void>
}

/** The house's own hands on real rows; only the network is left out: the channel accepts at once. */
export function openMeasuredHouse(databaseUrl: string, filesDir: string): MeasuredHouse {
  const db = openDatabase(databaseUrl, () => undefined, 40)
  const photos = openPhotoDesk()
  const settings = {
    photos,
    masterKey: Buffer.alloc(32, 7),
    filesDir,
    s3: null,
    publicUrl: 'http://localhost',
    practice: true,
  }
  const app = createApp(db, settings)
  const render = createRenderer({ root: fileURLToPath(new URL('../templates', import.meta.url)) })
  const sms = {
    idempotent: true,
    disturbsNobody: true as const,
    plan: (content: never) => [content],
    send: async () => ({ ok: true as const, providerMessageId: null }),
  }
  const deps = { app, render, channels: { sms }, onFault: () => undefined }
  const speaking = (queues: Queues) => queues.work('speak', (bell) => speak(deps, bell), { concurrency: CONCURRENCY })
  const doing = (queues: Queues) =>
    workTasks(queues, { app, handlers: doNothing, onFault: () => undefined }, CONCURRENCY)
  return {
    notifications: async (server, rows) => {
      await writeMessages(app, rows)
      return houseRows(server, { app, databaseUrl, work: speaking }, rows, () => count(db, 'outbox'))
    },
    tasks: async (server, rows) => {
      await writeTasks(app, rows)
      return houseRows(server, { app, databaseUrl, work: doing }, rows, () => count(db, 'tasks'))
    },
    close: () => db.destroy(),
  }
}

const doNothing = { 'read-card': async () => undefined } as unknown as Handlers

/** One message for each of as many people. */
async function writeMessages(app: App, rows: number): Promise<void> {
  const params = { code: 'PA-0000-0000', link: 'http://localhost/theo-doi/PA-0000-0000' }
  await app.store.transaction(async (tx) => {
    for (let row = 0; row < rows; row += 1) {
      const id = randomUUID()
      const common = { id, idempotencyKey: id, channel: 'sms' as const, purpose: 'notification' as const }
      const content = { kind: 'notice' as const, templateKey: 'report-taken' as const, locale: 'vi' as const, params }
      await tx.outbox.put({ ...common, address: `sms|gateway|${id}`, content })
    }
  })
}

async function writeTasks(app: App, rows: number): Promise<void> {
  await app.store.transaction(async (tx) => {
    for (let row = 0; row < rows; row += 1) {
      const photoId = randomUUID()
      await tx.tasks.promise({ name: 'read-card', data: { photoId }, uniqueKey: photoId })
    }
  })
}

async function count(db: Db, table: 'outbox' | 'tasks'): Promise<number> {
  const open = table === 'outbox' ? sql`state in ('queued', 'sending')` : sql`done_at is null and dead_at is null`
  const { rows } = await sql<{
    open: number
  }>`select count(*)::int as open from ${sql.table(table)} where ${open}`.execute(db)
  return rows[0]?.open ?? 0
}
