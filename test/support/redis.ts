import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../../platform/database/embedded/free-port.ts'

export interface RedisServer {
  url: string
  /** Loses everything, as an operator's slip would. */
  flush(): Promise<void>
  /** SIGKILL: it keeps nothing. */
  kill(): Promise<void>
  /** Again on the same port. */
  start(): Promise<void>
  close(): Promise<void>
}

/** A Redis of its own on a free loopback port, without persistence. */
export async function startRedis(): Promise<RedisServer> {
  const program = redisProgram()
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-redis-'))
  const port = await freePort()
  const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  let child = spawn(program, flags, { stdio: 'ignore' })
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 })
  client.on('error', () => undefined)
  await client.ping()
  return {
    url: `redis://127.0.0.1:${port}`,
    flush: async () => void (await client.flushall()),
    kill: () => ended(child),
    start: async () => {
      child = spawn(program, flags, { stdio: 'ignore' })
      await client.ping()
    },
    close: async () => {
      client.disconnect()
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function redisProgram(): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path))
  if (!found) throw new Error('No redis-server on this machine: run sh test/support/install-debian-parts.sh first')
  return found
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
