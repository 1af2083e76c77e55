import { expect, test } from 'vitest'
import { deliverExports } from '../../../core/use-cases/exchange/deliver-exports.ts'
import { exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import { readPlatformBack } from '../../../core/use-cases/exchange/read-platform-back.ts'
import { httpPlatform } from '../../../platform/national/http-platform.ts'
import { startPracticePlatform } from '../../fakes/platform/server.ts'
import { value } from '../chain/chain-house.ts'
import { confirmedPeople, DAY, openPlatformHouse, sendOut, UNIT } from './platform-house.ts'

/** `PLATFORM_PEOPLE=100000` runs the same with a whole district; the suite takes a hamlet. */
const PEOPLE = Number(process.env.PLATFORM_PEOPLE ?? 240)
const CONFIRMED = Math.min(180, Math.floor(PEOPLE / 10))

test('G09 the whole pipeline against a practice Platform that is slow, faulty, down and forgetful: nothing is lost and nothing believed', async () => {
  const started = performance.now()
  const took = (what: string) =>
    process.stdout.write(`G09 ${what} after ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  const house = await openPlatformHouse(PEOPLE)
  took(`${PEOPLE} people and ${2 * PEOPLE} doses imported`)
  const platform = await startPracticePlatform(house.book)
  const app = house.through(httpPlatform({ url: platform.url, key: platform.key, patienceMs: 60_000 }))
  const people = await confirmedPeople(house, CONFIRMED)
  const sent = await sendOut(house)
  took(`${people.length} people confirmed by the police and exported`)
  const { moods } = house.book
  for (const trouble of [{ isDown: true }, { isDown: false, isBroken: true }, { isBroken: false, slowMs: 200 }]) {
    Object.assign(moods, trouble)
    moods.loses = ({ rowNo }) => rowNo % 3 === 0
    await deliverExports(app)
  }
  moods.slowMs = 0
  for (let day = 0; day < 2; day += 1) {
    house.clock.advance(DAY)
    await readPlatformBack(app)
    took(`the list of day ${day + 1} compared`)
    moods.loses = () => false
    if (day === 0) await sendOut(house)
    await deliverExports(app)
  }
  const { rows } = value(await exportOf(app, UNIT, sent.id))
  expect(rows.map(({ state, rowNo }) => (state === 'landed') === (rowNo % 3 !== 0))).toEqual(rows.map(() => true))
  const states = await house.db.selectFrom('identity_cases').select('state').execute()
  expect(states.map(({ state }) => state)).toEqual(people.map(() => 'matched'))
  expect(house.book.written).toHaveLength(people.length)
  await platform.close()
  await house.close()
}, 1_800_000)
