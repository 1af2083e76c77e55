import { z } from 'zod'
import { UNIT_KINDS } from '../core/ports/units.ts'
import { addUnit } from '../core/use-cases/desk/add-unit.ts'
import type { Command } from './command.ts'
import { readOptions } from './options.ts'
import { withHouse } from './with-house.ts'

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/)

const NewUnit = z.object({
  id: code,
  kind: z.enum(UNIT_KINDS),
  name: z.string().trim().min(3).max(200),
  parent: code.optional(),
  police: code.optional(),
  address: z.string().trim().max(300).optional(),
  hours: z.string().trim().max(200).optional(),
})

/** `so-tiem unit add …`: a station, its police, district and province, before staff and records can come in. */
export const unitCommand: Command = {
  name: 'unit',
  run: async ([verb, ...args], io) => {
    const given =
      verb === 'add' ? readOptions(args, ['id', 'kind', 'name', 'parent', 'police', 'address', 'hours']) : null
    const wanted = given?.words.length === 0 ? NewUnit.safeParse(given.values) : null
    if (!wanted?.success) {
      io.err(io.say('cli.usage.unit'))
      return 2
    }
    const { id, kind, name, parent = null, police = null, address = null, hours = null } = wanted.data
    const unit = { id, kind, name, parentId: parent, policeUnitId: police, address, openingHours: hours }
    const added = await withHouse((house) => addUnit(house.app, unit))
    if (added.ok) io.out(JSON.stringify({ unit: id }))
    else io.err(io.say(`cli.unit.${added.objection.detail?.what}`))
    return added.ok ? 0 : 1
  },
}
