import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let folder: string
const running: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-tiem-start-'))
  chmodSync(folder, 0o755)
})
afterEach(async () => {
  for (const child of running.splice(0)) await end(child, 'SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

test('K08 npm start with no settings is a whole practice copy: it prints address, message box and practice accounts, and answers', async () => {
  const said = await start({})
  const url = /^READY (http:\/\/localhost:\d+)$/m.exec(said.text())?.[1] ?? ''
  for (const login of ['tram', 'truongtram', 'congan', 'truongcongan', 'huyen', 'tinh', 'kiemtra']) {
    expect(said.text()).toMatch(new RegExp(`^ +${login} +${login}-[0-9a-f]{10} `, 'm'))
  }
  expect(said.text()).toContain(`${url}/tin-nhan-thu`)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${url}/tin-nhan-thu`)).text()).toContain('truongtram')
})

test('data stays between starts, after a clean end and after kill -9 of the house and of its PostgreSQL', async () => {
  let said = await start({})
  const accounts = said.text().match(/^ +\w+ +\w+-[0-9a-f]{10}/gm)
  await end(said.child, 'SIGTERM')
  expect(said.child.exitCode).toBe(0)
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)

  said = await start({})
  const server = postmaster()
  await end(said.child, 'SIGKILL')
  expect(isAlive(server)).toBe(true)

  said = await start({})
  expect(postmaster()).toBe(server)
  process.kill(server, 'SIGKILL')
  const url = /^READY (\S+)$/m.exec(said.text())?.[1]
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
    timeout: 40_000,
    interval: 300,
  })
  expect(postmaster()).not.toBe(server)
  expect(said.text().match(/^ +\w+ +\w+-[0-9a-f]{10}/gm)).toEqual(accounts)
})

test('a busy port is one clear line, and the start touches nothing', async () => {
  const busy = await listen()
  const port = (busy.address() as { port: number }).port
  const { code, errors } = await failedStart({ PORT: String(port) })
  busy.close()
  expect(code).toBe(1)
  expect(errors).toBe(`PORT: ${port} is in use by another program\n`)
})

test('a missing, wrong or contradictory setting stops the start with one line that names it', async () => {
  const lines = async (env: Record<string, string>) =>
    (await failedStart(env)).errors
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0])
  expect(await lines({ PRACTICE: 'off' })).toEqual(['MASTER_KEY', 'SESSION_SECRET', 'PUBLIC_URL', 'SMS_GATEWAY_URL'])
  expect(await lines({ TELEGRAM_BOT_TOKEN: '1:abc' })).toEqual(['TELEGRAM_WEBHOOK_SECRET'])
  expect(await lines({ PORT: 'eighty', REDIS_URL: 'http://x' })).toEqual(['PORT', 'REDIS_URL'])
})

test('E10 a house for real people starts only with an owner of last resort, and says what is missing', async () => {
  const { code, errors } = await failedStart({
    PRACTICE: 'off',
    MASTER_KEY: '7'.repeat(64),
    SESSION_SECRET: 'only-for-this-test-only-for-this-test',
    PUBLIC_URL: 'https://so-tiem.invalid',
    SMS_GATEWAY_URL: 'https://sms.invalid',
    SMS_GATEWAY_KEY: 'k',
  })
  expect({ code, errors: errors.trim().split('\n') }).toEqual({
    code: 1,
    errors: [expect.stringMatching(/^UNITS: no unit stands at the top/)],
  })
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid')), 'nothing is left running').toBe(false)
})

interface Started {
  child: ChildProcess
  text(): string
}

async function start(env: Record<string, string>): Promise<Started> {
  const child = launch(env)
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await vi.waitFor(() => expect(said).toContain('message box.'), { timeout: 55_000, interval: 100 })
  return { child, text: () => said }
}

async function failedStart(env: Record<string, string>): Promise<{ code: number | null; errors: string }> {
  const child = launch(env)
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  await new Promise((resolve) => child.once('close', resolve))
  return { code: child.exitCode, errors }
}

function launch(env: Record<string, string>): ChildProcess {
  const own = { PATH: process.env.PATH ?? '', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...env }
  const child = spawn(process.execPath, ['start.ts'], { env: own, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

const postmaster = () => Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => resolve(server))
  })
}
