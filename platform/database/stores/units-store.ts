import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { dayInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import type { Unit, Units } from '../../../core/ports/units.ts'
import type { Db } from '../database.ts'
import type { Units as Row } from '../schema.ts'

export function unitsStore(db: Db): Units {
  return {
    get: async (id) => {
      const row = await db.selectFrom('units').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? unitOf(row) : null
    },
    byFacilityName: async (name) => {
      const rows = await db
        .selectFrom('units')
        .selectAll()
        .where('kind', 'in', ['station', 'facility'])
        .where(sql`lower(unaccent(name))`, '=', sql`lower(unaccent(${name}))`)
        .limit(2)
        .execute()
      return rows.length === 1 && rows[0] ? unitOf(rows[0]) : null
    },
    fallback: () => highest(db),
    isOpen: (id, day) => isOpen(db, id, day),
    add: async (unit, since) => {
      const values = {
        id: unit.id,
        code: unit.id,
        // The map of units is loaded with its own issue; until then a unit is valid from the day it is added.
        dataset_version: '2025',
        valid_from: dayInVietNam(since),
        kind: unit.kind,
        name: unit.name,
        parent_id: unit.parentId,
        police_unit_id: unit.policeUnitId,
        address: unit.address,
        opening_hours: unit.openingHours,
      }
      const insert = db
        .insertInto('units')
        .values(values)
        .onConflict((c) => c.doNothing())
      return ((await insert.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    setHours: async (id, openingHours) => {
      await db.updateTable('units').set({ opening_hours: openingHours }).where('id', '=', id).execute()
    },
    all: async () => (await db.selectFrom('units').selectAll().orderBy('id').execute()).map(unitOf),
  }
}

async function highest(db: Db): Promise<Unit> {
  const row = await db
    .selectFrom('units')
    .selectAll()
    .where('parent_id', 'is', null)
    .where('kind', '<>', 'police')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw new Error('No unit stands at the top of the installation: add one before reports come in')
  return unitOf(row)
}

async function isOpen(db: Db, id: string, day: string): Promise<boolean> {
  const open = db.selectFrom('units').select('id').where('id', '=', id)
  const valid = open.where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
  return (await valid.executeTakeFirst()) !== undefined
}

function unitOf(row: Selectable<Row>): Unit {
  return {
    id: row.id,
    kind: row.kind as Unit['kind'],
    name: row.name,
    parentId: row.parent_id,
    policeUnitId: row.police_unit_id,
    address: row.address,
    openingHours: row.opening_hours,
  }
}
