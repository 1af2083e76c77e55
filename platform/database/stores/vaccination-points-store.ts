import { type Selectable, sql } from 'kysely'
import type { VaccinationPoint } from '../../../core/domain/place/vaccination-point.ts'
import type { VaccinationPoints } from '../../../core/ports/vaccination-points.ts'
import type { Db } from '../database.ts'
import type { VaccinationPoints as Row } from '../schema.ts'

export function vaccinationPointsStore(db: Db): VaccinationPoints {
  return {
    get: async (id) => {
      const row = await db.selectFrom('vaccination_points').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? pointOf(row) : null
    },
    search: async (text, atMost) => {
      const words = text.split(/[\s,]+/).filter((word) => word !== '')
      if (words.length === 0) return []
      let query = db.selectFrom('vaccination_points').selectAll().orderBy('name').orderBy('id').limit(atMost)
      for (const word of words) query = query.where(sql<boolean>`strpos(${WHOLE}, lower(unaccent(${word}))) > 0`)
      return (await query.execute()).map(pointOf)
    },
    inArea: async (province, district) => {
      const all = db
        .selectFrom('vaccination_points')
        .selectAll()
        .where(sql<boolean>`lower(unaccent(province)) = lower(unaccent(${province}))`)
      const rows = district ? all.where(sql<boolean>`lower(unaccent(district)) = lower(unaccent(${district}))`) : all
      return (await rows.orderBy('id').execute()).map(pointOf)
    },
    areas: async () => {
      const rows = await db
        .selectFrom('vaccination_points')
        .select(['province', 'district'])
        .distinct()
        .orderBy('province')
        .orderBy('district')
        .execute()
      return [...Map.groupBy(rows, (row) => row.province)].map(([province, found]) => ({
        province,
        districts: found.map((row) => row.district),
      }))
    },
    put: async (points) => {
      for (const point of points) {
        const { id, ...values } = columnsOf(point)
        await db
          .insertInto('vaccination_points')
          .values({ id, ...values })
          .onConflict((c) => c.column('id').doUpdateSet(values))
          .execute()
      }
    },
  }
}

const WHOLE = sql`lower(unaccent(name || ' ' || commune || ' ' || district || ' ' || province))`

function columnsOf(point: VaccinationPoint) {
  return {
    id: point.id,
    name: point.name,
    commune: point.commune,
    district: point.district,
    province: point.province,
    unit_id: point.unitId,
    district_unit_id: point.districtUnitId,
    open_from: point.openFrom,
    open_to: point.openTo,
  }
}

function pointOf(row: Selectable<Row>): VaccinationPoint {
  return {
    id: row.id,
    name: row.name,
    commune: row.commune,
    district: row.district,
    province: row.province,
    unitId: row.unit_id,
    districtUnitId: row.district_unit_id,
    openFrom: row.open_from,
    openTo: row.open_to,
  }
}
