import { TOTP } from 'otpauth'
import { z } from 'zod'
import { STAFF_ROLES } from '../core/domain/role.ts'
import type { App } from '../core/ports/app.ts'
import { type AddStaff, addStaff } from '../core/use-cases/desk/log-in/add-staff.ts'
import type { Command, CommandIo } from './command.ts'
import { readOptions } from './options.ts'

export interface StaffCommandDeps {
  /** Opens the installation for one piece of work and closes it again. */
  withApp<T>(work: (app: App) => Promise<T>): Promise<T>
}

const NewAccount = z.object({
  login: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/i),
  role: z.enum(STAFF_ROLES),
  unit: z.string().min(1),
  name: z.string().trim().min(2).max(100),
})

/** `so-tiem staff add …`: opens an account; first password and authenticator address appear this once. */
export function staffCommand({ withApp }: StaffCommandDeps): Command {
  return {
    name: 'staff',
    run: async (args, io) => {
      const wanted = readAccount(args)
      if (!wanted) {
        io.err(io.say('cli.usage.staff'))
        return 2
      }
      return withApp((app) => add(app, wanted, io))
    },
  }
}

function readAccount([verb, ...args]: string[]): AddStaff | null {
  const given = verb === 'add' ? readOptions(args, ['login', 'role', 'unit', 'name']) : null
  const account = given?.words.length === 0 ? NewAccount.safeParse(given.values) : null
  if (!account?.success) return null
  const { login, role, unit, name } = account.data
  return { login, role, unitId: unit, fullName: name }
}

async function add(app: App, wanted: AddStaff, io: CommandIo): Promise<0 | 1> {
  const added = await addStaff(app, wanted)
  if (!added.ok) {
    io.err(io.say(added.objection.code === 'not_your_unit' ? 'staff.cli.unitUnknown' : 'staff.cli.loginTaken'))
    return 1
  }
  const { staffId, password, totpSecret } = added.value
  const login = wanted.login.toLowerCase()
  const otpauth = new TOTP({ issuer: 'Sổ Tiêm', label: login, secret: totpSecret }).toString()
  io.out(JSON.stringify({ staffId, login, password, otpauth }))
  io.err(io.say('staff.cli.once'))
  return 0
}
