import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { openBot } from './bot/main.ts'
import { type FallbackGap, fallbackOwnerGap } from './core/use-cases/clock/fallback-owner.ts'
import { readSettings, type Settings, SettingsFault } from './platform/config.ts'
import { type House, openHouse } from './platform/house.ts'
import { faultFacts } from './platform/logger.ts'
import { loadPracticeCommune } from './platform/practice/practice-commune.ts'
import { shutPracticeNetwork } from './platform/practice/practice-network.ts'
import { practiceAccounts } from './platform/practice/practice-staff.ts'
import { openMachineDoor, openPortal } from './portal/main.ts'
import { createRenderer } from './templates/render.ts'
import { openWorkers } from './workers/main.ts'

const ROLES = ['portal', 'bot', 'workers'] as const

type HouseRole = (typeof ROLES)[number]

const FALLBACK_GAPS: Record<FallbackGap, string> = {
  no_unit:
    'UNITS: no unit stands at the top of this installation. Add one: npm run so-tiem -- unit add --kind province …',
  more_than_one:
    'UNITS: several units have no unit above them. One alone takes what nobody owns: give the others a parent',
  nobody_there:
    'STAFF: nobody at the highest unit may decide a case that nobody owns. Add one: npm run so-tiem -- staff add --role province …',
}

/** A start that cannot go on, in one line for the operator. */
class StartFault extends Error {}

try {
  await start()
} catch (fault) {
  const known = fault instanceof StartFault || fault instanceof SettingsFault
  process.stderr.write(
    known ? `${fault.message}\n` : `The start failed: ${JSON.stringify(faultFacts(fault))}\n${fault}\n`,
  )
  process.exit(1)
}

async function start(): Promise<void> {
  const roles = readRoles(process.argv.slice(2))
  const settings = readSettings(process.env)
  shutPracticeNetwork(settings)
  const server = createServer()
  let answer: RequestListener = (_request, response) =>
    response.writeHead(503, { 'retry-after': '2' }).end('Đang khởi động / starting\n')
  server.on('request', (request, response) => answer(request, response))
  // The port first: a second start beside a running one stops here and touches nothing.
  const port = await listen(server, settings.PORT)
  const publicUrl = settings.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${port}`
  const house = await openHouse(settings, publicUrl)
  endCleanly(house, server)
  if (settings.PRACTICE) await loadPracticeCommune(house.app, house.db, house.masterKey)
  await mustHaveFallbackOwner(house)
  const render = createRenderer({ root: fileURLToPath(new URL('./templates', import.meta.url)) })
  const bot = roles.has('bot') ? await openBot(house, render) : null
  if (roles.has('workers')) await openWorkers(house)
  const machineRouters = bot?.routers ?? []
  answer = roles.has('portal') ? openPortal(house, render, machineRouters) : openMachineDoor(house, machineRouters)
  greet(house, settings, publicUrl)
}

/** Features E10: a house in which a case could belong to nobody does not open. */
async function mustHaveFallbackOwner(house: House): Promise<void> {
  const gap = await fallbackOwnerGap(house.app)
  if (!gap) return
  await house.close()
  throw new StartFault(FALLBACK_GAPS[gap])
}

function readRoles(args: string[]): ReadonlySet<HouseRole> {
  const given = args.find((arg) => arg.startsWith('--roles='))?.slice('--roles='.length)
  if (args.some((arg) => !arg.startsWith('--roles=')))
    throw new StartFault(`Unknown argument. Use: npm start -- --roles=${ROLES.join(',')}`)
  const wanted = given === undefined ? [...ROLES] : given.split(',')
  const unknown = wanted.find((role) => !ROLES.some((known) => known === role))
  if (unknown !== undefined) throw new StartFault(`--roles: "${unknown}" is not one of ${ROLES.join(', ')}`)
  return new Set(wanted as HouseRole[])
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'EADDRINUSE') reject(new StartFault(`PORT: ${port} is in use by another program`))
      else reject(fault.code === 'EACCES' ? new StartFault(`PORT: ${port} may not be opened by this account`) : fault)
    })
    server.listen(port, resolve)
  })
  return (server.address() as AddressInfo).port
}

function endCleanly(house: House, server: Server): void {
  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    // Streams of open chats never end by themselves.
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2_000).unref()
    await closed
    await house.close()
    process.exit(0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  process.on('unhandledRejection', (fault) =>
    house.log.error(faultFacts(fault), 'A promise failed that nobody awaited'),
  )
}

function greet(house: House, settings: Settings, publicUrl: string): void {
  const lines = [`READY ${publicUrl}`]
  if (settings.PRACTICE) {
    lines.push('', 'Practice mode: invented people, nothing is sent to anybody. PRACTICE=off turns all of it off.')
    lines.push(
      `Message box (what would have been sent, codes too): ${publicUrl}/tin-nhan-thu`,
      `Staff: ${publicUrl}/can-bo`,
      `Connect a real bot in ten minutes: ${publicUrl}/ket-noi-bot`,
    )
    for (const { login, role, password } of practiceAccounts(house.masterKey, house.app.now())) {
      lines.push(`  ${login.padEnd(13)} ${password.padEnd(26)} ${role}`)
    }
    lines.push('The six-digit code of each account stands in the message box.')
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}
