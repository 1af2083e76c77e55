import { z } from 'zod'
import { UNIT_KINDS } from '../core/domain/staff-account/unit-kind.ts'
import { addCommuneUnits } from '../core/use-cases/communes/add-commune-units.ts'
import { addUnit } from '../core/use-cases/desk/add-unit.ts'
import { allOrNothing } from '../core/use-cases/desk/all-or-nothing.ts'
import type { Command, CommandIo, ExitCode } from './command.ts'
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

const NewCommune = z.object({
  code,
  name: z.string().trim().min(3).max(200),
  parent: code,
  province: code,
  address: z.string().trim().max(300).optional(),
  hours: z.string().trim().max(200).optional(),
})

/** `so-tiem unit add …`: a station, its police, district and province, before staff and records can come in. */
export const unitCommand: Command = {
  name: 'unit',
  run: async ([verb, ...args], io) => {
    if (verb === 'open') return open(args, io)
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

/** `so-tiem unit open …`: police and station of a new commune at once; its leaders follow with `staff add` (features K07). */
async function open(args: string[], io: CommandIo): Promise<ExitCode> {
  const given = readOptions(args, ['code', 'name', 'parent', 'province', 'address', 'hours'])
  const wanted = given?.words.length === 0 ? NewCommune.safeParse(given.values) : null
  if (!wanted?.success) {
    io.err(io.say('cli.usage.unit'))
    return 2
  }
  const { code: commune, name, parent, province, address = null, hours = null } = wanted.data
  const units = { code: commune, name, parentId: parent, policeParentId: province, address, openingHours: hours }
  const opened = await withHouse(({ app }) => allOrNothing(app, (tx) => addCommuneUnits(app, tx, units)))
  if (opened.ok) io.out(JSON.stringify({ station: opened.value.unitId, police: opened.value.policeUnitId }))
  else io.err(io.say(opened.objection.code === 'unit_known' ? 'cli.unit.known' : 'cli.unit.noParent'))
  return opened.ok ? 0 : 1
}
