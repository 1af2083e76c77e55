import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { App } from '../../core/ports/app.ts'
import { applyImport, requestApply } from '../../core/use-cases/imports/apply-import.ts'
import { loadPoints } from '../../core/use-cases/imports/load-points.ts'
import { readImport } from '../../core/use-cases/imports/read-import.ts'
import { uploadImport } from '../../core/use-cases/imports/upload-import.ts'
import type { Db } from '../database/database.ts'
import { PRACTICE_STAFF, practicePassword, practiceTotpSecret } from './practice-staff.ts'

const UNITS = [
  {
    id: 'syt-mau',
    kind: 'province',
    name: 'Sở Y tế tỉnh Mẫu',
    parent_id: null,
    police_unit_id: null,
    address: 'Số 1, đường Mẫu',
  },
  {
    id: 'ttyt-mau',
    kind: 'district',
    name: 'Trung tâm Y tế khu vực Mẫu',
    parent_id: 'syt-mau',
    police_unit_id: null,
    address: 'Số 2, đường Mẫu',
  },
  {
    id: 'ca-mau',
    kind: 'police',
    name: 'Công an xã Mẫu',
    parent_id: 'syt-mau',
    police_unit_id: null,
    address: 'Thôn 1, xã Mẫu',
  },
  {
    id: 'tyt-mau',
    kind: 'station',
    name: 'Trạm Y tế xã Mẫu',
    parent_id: 'ttyt-mau',
    police_unit_id: 'ca-mau',
    address: 'Thôn 1, xã Mẫu',
  },
] as const

/** Invented units, staff and records, through the same import a station uses. Loaded once; a half-loaded commune is completed. */
export async function loadPracticeCommune(app: App, db: Db, masterKey: Buffer): Promise<void> {
  const common = {
    dataset_version: '2021',
    valid_from: '2021-01-01',
    opening_hours: '07:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu',
  }
  await db
    .insertInto('units')
    .values(UNITS.map((unit) => ({ ...common, code: unit.id, ...unit })))
    .onConflict((c) => c.doNothing())
    .execute()
  await addStaff(app, db, masterKey)
  await importOnce(app, db, 'records.csv')
  await importOnce(app, db, 'doses.csv')
  const points = await loadPoints(app, JSON.parse(practiceFile('points.json').toString('utf8')))
  if (!points.ok) throw new Error('The practice points name a unit that is not there')
}

async function addStaff(app: App, db: Db, masterKey: Buffer): Promise<void> {
  const present = new Set((await db.selectFrom('staff').select('login').execute()).map((row) => row.login))
  for (const officer of PRACTICE_STAFF.filter(({ login }) => !present.has(login))) {
    const values = {
      id: randomUUID(),
      login: officer.login,
      full_name: officer.fullName,
      unit_id: officer.unitId,
      role: officer.role,
      password_hash: await app.secrets.hashPassword(practicePassword(masterKey, officer.login)),
      totp_secret: app.secrets.sealText(practiceTotpSecret(masterKey, officer.login)),
    }
    await db
      .insertInto('staff')
      .values(values)
      .onConflict((c) => c.column('login').doNothing())
      .execute()
  }
}

/** Several processes may start at once: whoever holds the lock imports, the others find it done. */
async function importOnce(app: App, db: Db, fileName: string): Promise<void> {
  const lock = `practice ${fileName}`
  await db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(hashtext(${lock}))`.execute(one)
    try {
      const before = await one
        .selectFrom('imports')
        .select('id')
        .where('file_name', '=', fileName)
        .where('state', 'in', ['applied', 'undone'])
        .executeTakeFirst()
      if (!before) await importFile(app, fileName)
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${lock}))`.execute(one)
    }
  })
}

async function importFile(app: App, fileName: string): Promise<void> {
  const bytes = practiceFile(fileName)
  const uploaded = await uploadImport(app, { officer: null, unitId: 'tyt-mau', fileName, bytes, rowsDeclared: null })
  if (!uploaded.ok) throw new Error(`The practice file ${fileName} is unusable: ${uploaded.objection.code}`)
  await readImport(app, uploaded.value)
  await requestApply(app, { importId: uploaded.value.importId, officer: null })
  await applyImport(app, uploaded.value)
}

function practiceFile(fileName: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../data/practice/${fileName}`, import.meta.url)))
}
