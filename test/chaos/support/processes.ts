import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../platform/database/embedded/free-port.ts'

/** One process of the house that may be killed at any moment and started again on the same port. */
export interface HouseProcess {
  name: string
  url: string
  pid(): number | null
  /** SIGKILL: nothing of it runs another line. */
  kill(): Promise<void>
  /** SIGTERM: it closes everything it opened, an embedded database too. */
  stop(): Promise<void>
  /** Starts it again and waits until it says READY. */
  start(): Promise<void>
}

export interface ProcessSettings {
  /** Comma-separated, as for `npm start -- --roles=`. */
  roles: string
  /** DATABASE_URL, DATA_DIR, SESSION_SECRET, …; PORT is chosen here and kept. */
  env: Record<string, string>
  /** Hears everything it says, on either stream. */
  hear?: (text: string) => void
}

const START = fileURLToPath(new URL('../../../start.ts', import.meta.url))
const READY_WITHIN_MS = 60_000

export async function startProcess({ roles, env, hear }: ProcessSettings): Promise<HouseProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', ...env, PORT: `${port}` }
  let child: ChildProcess | null = null
  const process_: HouseProcess = {
    name: roles,
    url,
    pid: () => (child && isAlive(child) ? (child.pid ?? null) : null),
    kill: async () => {
      if (child) await killHard(child)
    },
    stop: async () => {
      if (!child || !isAlive(child)) return
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
    start: async () => {
      if (child && isAlive(child)) return
      child = await startOnce(roles, own, hear)
    },
  }
  await process_.start()
  return process_
}

/** A process may die while it starts, because its database was killed: it is started until it is ready, as a supervisor would. */
async function startOnce(
  roles: string,
  env: Record<string, string>,
  hear?: (text: string) => void,
): Promise<ChildProcess> {
  const until = Date.now() + READY_WITHIN_MS
  let lastWords = ''
  while (Date.now() < until) {
    const child = spawn(process.execPath, [START, `--roles=${roles}`], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-2_000)
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => hear?.(chunk.toString()))
    if (await saysReady(child, until - Date.now())) return child
    await killHard(child)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`The process with the roles ${roles} did not start: ${lastWords}`)
}

function saysReady(child: ChildProcess, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs)
    const answer = (ready: boolean) => {
      clearTimeout(timer)
      resolve(ready)
    }
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
      if (/^READY /m.test(said)) answer(true)
    })
    child.once('exit', () => answer(false))
  })
}

async function killHard(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
