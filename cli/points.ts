import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isCalendarDate } from '../core/domain/person/calendar-date.ts'
import { loadPoints } from '../core/use-cases/imports/load-points.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

const day = z.string().refine(isCalendarDate)
const name = z.string().trim().min(2).max(200)

/** A file of data/practice/points.json's shape: the points of a province, closed ones too. */
const Points = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/),
    name,
    commune: name,
    district: name,
    province: name,
    unitId: z.string(),
    districtUnitId: z.string(),
    openFrom: day,
    openTo: day.nullable(),
  }),
)

/** `so-tiem points FILE`: where doses were given, for the pick-list and the ladder of 9458 (features B04). */
export const pointsCommand: Command = {
  name: 'points',
  run: async ([file, ...others], io) => {
    if (!file || others.length > 0) {
      io.err(io.say('cli.usage.points'))
      return 2
    }
    const read = Points.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (!read.success) {
      io.err(io.say('cli.points.unreadable', { where: read.error.issues[0]?.path.join('.') ?? '' }))
      return 1
    }
    const loaded = await withHouse((house) => loadPoints(house.app, read.data))
    if (loaded.ok) io.out(JSON.stringify(loaded.value))
    else io.err(io.say('cli.points.unknownUnit', { point: String(loaded.objection.detail?.field) }))
    return loaded.ok ? 0 : 1
  },
}
