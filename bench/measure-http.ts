import { type ChildServer, startChild } from './child-server.ts'
import { type Asked, type LoadResult, load } from './load.ts'
import type { Line } from './table.ts'
import { floorLookUp, floorReport, houseLookUp, houseReport, type Visitor } from './visitors.ts'

const CONCURRENCY = 16
const FOR_MS = 1_500

export interface HttpSides {
  house: ChildServer
  floor: ChildServer
}

export async function startSides(databaseUrl: string, dataDir: string, secret: string): Promise<HttpSides> {
  const env = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, SESSION_SECRET: secret, PORT: '0', LOG_LEVEL: 'silent' }
  const house = await startChild('start.ts', ['--roles=portal'], env)
  const floor = await startChild('bench/floor-server.ts', [], { DATABASE_URL: databaseUrl })
  return { house, floor }
}

/** Look-up and intake, house and floor in turn; each report is sent once, as a person would. */
export async function measureHttp(
  sides: HttpSides,
  visitors: Visitor[],
  again: (round: number) => boolean,
): Promise<Line[]> {
  const lookUps: Line = { name: 'look-up', unit: 'req/s', house: [], floor: [], note: '' }
  const reports: Line = { name: 'report intake', unit: 'req/s', house: [], floor: [], note: '' }
  const unsent = [...visitors]
  const anyone = (ask: (visitor: Visitor) => Asked) => {
    let turn = 0
    return () => ask(visitors[turn++ % visitors.length] as Visitor)
  }
  const nextUnsent = () => {
    const visitor = unsent.pop()
    return visitor ? houseReport(visitor) : null
  }
  const under = (url: string, next: () => Asked | null, wanted: number) =>
    load(url, next, { concurrency: CONCURRENCY, forMs: FOR_MS, wanted }).then(sound)
  // Look-ups come first: a sent report takes the draft away that the look-up page reads.
  for (let round = 0; again(round); round += 1) {
    const ours = await under(sides.house.url, anyone(houseLookUp), 200)
    lookUps.house.push(ours.perSecond)
    lookUps.floor.push((await under(sides.floor.url, anyone(floorLookUp), 200)).perSecond)
    lookUps.note = `house: median ${ours.median.toFixed(1)} ms, 95 % within ${ours.p95.toFixed(1)} ms`
  }
  for (let round = 0; again(round); round += 1) {
    const ours = await under(sides.house.url, nextUnsent, 303)
    reports.house.push(ours.perSecond)
    reports.floor.push((await under(sides.floor.url, anyone(floorReport), 201)).perSecond)
    reports.note = `house: median ${ours.median.toFixed(1)} ms, 95 % within ${ours.p95.toFixed(1)} ms`
  }
  return [lookUps, reports]
}

function sound(result: LoadResult): LoadResult {
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.answered} answers were not the wanted ones`)
  if (result.answered < 50) throw new Error(`Only ${result.answered} answers: too few to say anything`)
  return result
}
