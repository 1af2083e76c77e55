import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findServerPlace, type ServerPlace } from './binaries.ts'
import { freePort } from './free-port.ts'
import { othersLive } from './others-live.ts'

export interface EmbeddedServer {
  url: string
  /** Process id of the postmaster that serves now: it changes when the server had to be started again. */
  pid(): number | null
  close(): Promise<void>
}

interface Running {
  child: ChildProcess | null
  pid: number
  port: number
}

/**
 * A real PostgreSQL below `dataDir`: made on the first start, adopted when an earlier process left it running,
 * started again when it is killed. A visitor (the CLI) leaves a server running that it found running. The password lives beside the data, readable by its owner only.
 */
export async function startEmbeddedServer(
  dataDir: string,
  say: (sentence: string) => void,
  as: 'owner' | 'visitor' = 'owner',
): Promise<EmbeddedServer> {
  const place = await findServerPlace(dataDir, say)
  const password = await makeClusterOnce(place)
  let port = savedPort(place) ?? (await freePort())
  let starting = adoptOrStart(place, port, password)
  let running = await starting
  port = running.port
  let closing = false
  const watch = async (): Promise<void> => {
    while (!closing) {
      await gone(running)
      // Whoever stopped a server we only found may be about to stop us too.
      if (!running.child) await pause(3_000)
      if (closing || (as === 'visitor' && !running.child)) return
      say('PostgreSQL stopped unexpectedly and is started again')
      starting = adoptOrStart(place, port, password)
      running = await starting.catch(async (fault) => {
        say(`PostgreSQL could not be started again: ${fault instanceof Error ? fault.message : fault}`)
        await pause(1_000)
        return running
      })
    }
  }
  void watch()
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  return {
    url,
    pid: () => running.pid,
    close: async () => {
      closing = true
      const last = await starting.catch(() => running)
      if (as === 'visitor' && !last.child) return
      if (await othersLive(url)) letGo(last)
      else await stop(last)
    },
  }
}

/** Our child goes on without us, and keeps us from ending no longer. */
function letGo({ child }: Running): void {
  child?.unref()
  child?.stderr?.destroy()
}

async function makeClusterOnce(place: ServerPlace): Promise<string> {
  const passwordFile = `${place.dataDir}.password`
  if (existsSync(join(place.dataDir, 'PG_VERSION')) && existsSync(passwordFile))
    return readFileSync(passwordFile, 'utf8')
  rmSync(place.dataDir, { recursive: true, force: true })
  mkdirSync(dirname(place.dataDir), { recursive: true, mode: 0o755 })
  mkdirSync(place.dataDir, { mode: 0o700 })
  if (place.account) chownSync(place.dataDir, place.account.uid, place.account.gid)
  const password = randomBytes(24).toString('hex')
  const given = join(tmpdir(), `so-tiem-${randomBytes(8).toString('hex')}`)
  writeFileSync(given, password, { mode: 0o600 })
  if (place.account) chownSync(given, place.account.uid, place.account.gid)
  try {
    const flags = ['--auth=scram-sha-256', '--username=postgres', '--encoding=UTF8', '--locale=C', `--pwfile=${given}`]
    execFileSync(place.initdb, [`--pgdata=${place.dataDir}`, ...flags], { ...place.account, cwd: '/', stdio: 'pipe' })
  } finally {
    rmSync(given, { force: true })
  }
  writeFileSync(passwordFile, password, { mode: 0o600 })
  return password
}

async function adoptOrStart(place: ServerPlace, port: number, password: string): Promise<Running> {
  const left = leftRunning(place)
  if (left && (await answers(left.port, password, 5_000))) return { child: null, ...left }
  if (left) kill(left.pid, 'SIGKILL')
  const until = Date.now() + 30_000
  for (;;) {
    const started = await startOnce(place, port, password)
    if (typeof started !== 'string') return started
    // Backends of a killed postmaster hold its memory for a moment, and PostgreSQL refuses to start beside them.
    if (!started.includes('still in use') || Date.now() > until) throw new Error(`PostgreSQL did not start: ${started}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** The server, or its last words. */
async function startOnce(place: ServerPlace, port: number, password: string): Promise<Running | string> {
  const flags = ['-D', place.dataDir, '-p', String(port), '-h', '127.0.0.1']
  const settings = ['-c', 'unix_socket_directories=', '-c', 'max_connections=200']
  const child = spawn(place.postgres, [...flags, ...settings], {
    ...place.account,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let lastWords = ''
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2_000)
  })
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')))
  const up = await Promise.race([answers(port, password, 60_000), ended])
  return up === true && child.pid !== undefined ? { child, pid: child.pid, port } : lastWords.trim()
}

/** Waits until the postmaster is gone: our child tells, an adopted one is asked once a second. */
async function gone({ child, pid }: Running): Promise<void> {
  if (child) {
    if (child.exitCode !== null || child.signalCode !== null) return
    return new Promise((resolve) => void child.once('exit', () => resolve()))
  }
  while (kill(pid, 0)) await pause(1_000)
}

/** Keeps no process alive. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}

/** The postmaster an earlier process left behind, by its own pid file; null when that process is gone. */
function leftRunning(place: ServerPlace): { pid: number; port: number } | null {
  const file = join(place.dataDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  const command = `/proc/${pid}/cmdline`
  if (!kill(pid, 0) || (existsSync('/proc') && !existsSync(command))) return null
  if (existsSync(command) && !readFileSync(command, 'utf8').includes(place.dataDir)) return null
  return port > 0 ? { pid, port } : null
}

function savedPort(place: ServerPlace): number | null {
  const file = join(place.dataDir, 'postmaster.opts')
  const port = existsSync(file) ? Number(/"-p" "(\d+)"/.exec(readFileSync(file, 'utf8'))?.[1]) : 0
  return port > 0 ? port : null
}

async function answers(port: number, password: string, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (Date.now() < until) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
      connectionTimeoutMillis: 2_000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return false
}

async function stop(running: Running): Promise<void> {
  kill(running.pid, 'SIGINT')
  for (let waited = 0; waited < 10_000 && kill(running.pid, 0); waited += 50) {
    if (running.child && running.child.exitCode !== null) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}
