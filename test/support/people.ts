import { randomInt, randomUUID } from 'node:crypto'
import { type FullName, foldName, readFullName } from '../../core/domain/person/full-name.ts'
import type { PlatformRecord } from '../../core/domain/record/platform-record.ts'
import type { Db } from '../../platform/database/database.ts'
import { recordOf } from '../../platform/database/stores/records-store.ts'

export interface DoseWish {
  number?: number
  vaccine?: string
  givenOn?: string
  lot?: string
  facility?: string
}

export type PersonWish = Partial<Omit<PlatformRecord, 'id' | 'version'>> & { doses?: DoseWish[] }

const UNITS = [
  { id: 'syt-mau', kind: 'province', name: 'Sở Y tế tỉnh Mẫu', parent_id: null, police_unit_id: null },
  { id: 'ttyt-mau', kind: 'district', name: 'Trung tâm Y tế khu vực Mẫu', parent_id: 'syt-mau', police_unit_id: null },
  { id: 'ca-mau', kind: 'police', name: 'Công an xã Mẫu', parent_id: 'syt-mau', police_unit_id: null },
  { id: 'tyt-mau', kind: 'station', name: 'Trạm Y tế xã Mẫu', parent_id: 'ttyt-mau', police_unit_id: 'ca-mau' },
] as const

export async function insertPracticeUnits(db: Db): Promise<void> {
  const common = { dataset_version: '2021', valid_from: '2021-01-01' }
  await db
    .insertInto('units')
    .values(UNITS.map((unit) => ({ ...common, code: unit.id, ...unit })))
    .execute()
}

/** An invented person with one dose, whose record has no number, unless the test says otherwise. */
export async function insertPerson(db: Db, wish: PersonWish): Promise<PlatformRecord> {
  const importId = await importOf(db, wish.unitId ?? 'tyt-mau')
  const { doses = [{}], ...facts } = wish
  const fullName = facts.fullName ?? 'Nguyễn Thị Thử'
  const values = {
    id: randomUUID(),
    record_id: facts.recordId ?? `S${randomInt(1e9).toString(16).padStart(8, '0')}`,
    unit_id: facts.unitId ?? 'tyt-mau',
    full_name: fullName,
    name_folded: foldName(nameOf(fullName)),
    birth_date: facts.birthDate === undefined ? '1990-05-17' : facts.birthDate,
    birth_text: facts.birthText ?? '17/05/1990',
    sex: facts.sex === undefined ? 'female' : facts.sex,
    id_number: facts.idNumber ?? null,
    id_text: facts.idText ?? facts.idNumber ?? '',
    nationality: facts.nationality ?? 'VN',
    phone: facts.phone ?? null,
    province: facts.province ?? 'Mẫu',
    district: facts.district ?? null,
    commune: facts.commune ?? 'Xã Mẫu',
    address: facts.address ?? 'Thôn 3',
    facility: facts.facility ?? 'Trạm Y tế xã Mẫu',
    class: facts.class ?? (facts.idNumber ? 'not_matched' : 'no_id'),
    match_result: facts.matchResult ?? null,
    import_id: importId,
    updated_at: new Date(),
  }
  const row = await db.insertInto('people').values(values).returningAll().executeTakeFirstOrThrow()
  for (const [index, dose] of doses.entries()) await insertDose(db, row.id, importId, index + 1, dose)
  return facts.signedAt ? signed(db, row.id, facts.signedAt) : recordOf(row)
}

/** Signed with the doses there are: a dose that comes later ends the signature. */
async function signed(db: Db, id: string, at: Date): Promise<PlatformRecord> {
  const query = db.updateTable('people').set({ signed_at: at }).where('id', '=', id)
  return recordOf(await query.returningAll().executeTakeFirstOrThrow())
}

async function insertDose(db: Db, personId: string, importId: string, number: number, wish: DoseWish): Promise<void> {
  const givenOn = wish.givenOn ?? `2021-1${number % 3}-10`
  await db
    .insertInto('doses')
    .values({
      id: randomUUID(),
      person_id: personId,
      platform_dose_id: `D${randomInt(1e9).toString(16).padStart(8, '0')}`,
      number: wish.number ?? number,
      vaccine: wish.vaccine ?? 'AstraZeneca',
      given_on: givenOn,
      given_text: givenOn,
      lot: wish.lot ?? 'AZ0001',
      facility: wish.facility ?? 'Trạm Y tế xã Mẫu',
      import_id: importId,
    })
    .execute()
}

function nameOf(text: string): FullName {
  const name = readFullName(text)
  if (!name) throw new Error('the test gave a name that is none')
  return name
}

async function importOf(db: Db, unitId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('imports')
    .values({
      id,
      kind: 'records',
      unit_id: unitId,
      file_name: 'thu.csv',
      sha256: '',
      state: 'applied',
      created_at: new Date(),
    })
    .execute()
  return id
}
