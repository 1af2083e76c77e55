import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { PlatformRecord } from '../../core/domain/record/platform-record.ts'
import type { Actor, StaffRole } from '../../core/domain/role.ts'
import type { App } from '../../core/ports/app.ts'
import { createApp } from '../../platform/app.ts'
import { type Db, openDatabase } from '../../platform/database/database.ts'
import { openPhotoDesk } from '../../platform/photos/photo-desk.ts'
import { type TestClock, testClock } from './clock.ts'
import { insertPerson, insertPracticeUnits, type PersonWish } from './people.ts'

export interface TestHouse {
  app: App
  db: Db
  url: string
  clock: TestClock
  staff(wish: { role: StaffRole; unitId?: string }): Promise<Extract<Actor, { kind: 'staff' }> & { login: string }>
  person(wish?: PersonWish): Promise<PlatformRecord>
  close(): Promise<void>
}

/** A house of its own: a fresh copy of the migrated database, real files in a temporary folder, a clock the test holds. */
export async function openTestHouse(): Promise<TestHouse> {
  const server = inject('postgresUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} template template_house`)
  const url = new URL(`/${name}`, server).href
  const db = openDatabase(url, () => undefined, 8)
  const clock = testClock()
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-house-'))
  const photos = openPhotoDesk()
  const app = createApp(db, {
    photos,
    masterKey: Buffer.alloc(32, 7),
    filesDir: join(folder, 'files'),
    s3: null,
    publicUrl: 'http://localhost:8080',
    practice: true,
    now: clock.now,
  })
  await insertPracticeUnits(db)
  return {
    app,
    db,
    url,
    clock,
    staff: (wish) => insertStaff(db, wish.role, wish.unitId ?? unitFor(wish.role)),
    person: (wish = {}) => insertPerson(db, wish),
    close: async () => {
      await photos.close()
      await db.destroy()
      await run(server, `drop database ${name} with (force)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}

function unitFor(role: StaffRole): string {
  if (role === 'police_officer' || role === 'police_chief') return 'ca-mau'
  if (role === 'district') return 'ttyt-mau'
  return role === 'province' ? 'syt-mau' : 'tyt-mau'
}

async function insertStaff(db: Db, role: StaffRole, unitId: string) {
  const staffId = randomUUID()
  const login = `${role}-${randomInt(1_000_000)}`
  await db
    .insertInto('staff')
    .values({
      id: staffId,
      login,
      full_name: `Cán bộ Thử ${role}`,
      unit_id: unitId,
      role,
      password_hash: 'unset',
      totp_secret: Buffer.alloc(0),
    })
    .execute()
  return { kind: 'staff' as const, staffId, role, unitId, login }
}
