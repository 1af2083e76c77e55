import { z } from 'zod'
import type { App } from '../core/ports/app.ts'
import { registerCertificate } from '../core/use-cases/certificates/register-certificate.ts'
import { removeCertificate } from '../core/use-cases/certificates/remove-certificate.ts'
import type { KeyRing } from '../platform/signing/key-ring.ts'
import { installPassport } from './certificate-passport.ts'
import { trustAuthority, trustCrl } from './certificate-trust.ts'
import type { Command, CommandIo, ExitCode } from './command.ts'
import { readGiven } from './given-file.ts'
import { readOptions } from './options.ts'
import { readSecret } from './read-secret.ts'

export interface CertificateCommandDeps {
  /** Opens the installation for one piece of work and closes it again. */
  withHouse<T>(work: (house: { app: App; keys: KeyRing }) => Promise<T>): Promise<T>
}

const Driver = z.enum(['soft', 'pkcs11', 'browser']).default('soft')
const NAMES = ['staff', 'driver', 'key'] as const

/** `so-tiem certificate add|remove|trust|crl|passport …`: what signs here, and whom the house believes (features H13). */
export function certificateCommand({ withHouse }: CertificateCommandDeps): Command {
  return {
    name: 'certificate',
    run: async ([verb = '', ...args], io) => {
      const given = readOptions(args, NAMES)
      const driver = Driver.safeParse(given?.values.driver)
      const [file, ...more] = given?.words ?? []
      const wrongUse = () => {
        io.err(io.say('certificates.cli.usage'))
        return 2 as const
      }
      if (!given || !driver.success || more.length > 0) return wrongUse()
      const { staff, key } = given.values
      if (verb === 'remove' && staff && !file) return withHouse(({ app }) => remove(app, staff, io))
      const bytes = file ? readGiven(file, io) : null
      if (!file) return wrongUse()
      if (!bytes) return 2
      if (verb === 'add' && staff) return withHouse(({ app }) => add(app, { staff, driver: driver.data, bytes }, io))
      if (verb === 'trust') return withHouse(({ app }) => trustAuthority(app, bytes, io))
      if (verb === 'crl') return withHouse(({ app, keys }) => trustCrl(app, keys, bytes, io))
      if (verb === 'passport') return withHouse(({ app, keys }) => installPassport(app, keys, { bytes, key }, io))
      return wrongUse()
    },
  }
}

async function add(
  app: App,
  { staff, driver, bytes }: { staff: string; driver: z.infer<typeof Driver>; bytes: Buffer },
  io: CommandIo,
): Promise<ExitCode> {
  const staffId = await staffIdOf(app, staff, io)
  if (!staffId) return 1
  const password = driver === 'soft' ? await readSecret('CERTIFICATE_PASSWORD', io.stdin) : ''
  const added = await registerCertificate(app, { staffId, driver, file: bytes, password, by: 'operator' })
  if (!added.ok) {
    io.err(io.say(`objections.${added.objection.code}`))
    return 1
  }
  const { signer, notAfter } = added.value
  io.out(JSON.stringify({ staff, driver, ...signer, notAfter: notAfter.toISOString() }))
  return 0
}

async function remove(app: App, staff: string, io: CommandIo): Promise<ExitCode> {
  const staffId = await staffIdOf(app, staff, io)
  const removed = staffId ? await removeCertificate(app, staffId) : null
  if (removed && !removed.ok) io.err(io.say(`objections.${removed.objection.code}`))
  return removed?.ok ? 0 : 1
}

async function staffIdOf(app: App, login: string, io: CommandIo): Promise<string | null> {
  const account = await app.store.transaction((tx) => tx.staff.byLogin(login.toLowerCase()))
  if (account && !account.closedAt) return account.staffId
  io.err(io.say('certificates.cli.noSuchLogin', { login }))
  return null
}
