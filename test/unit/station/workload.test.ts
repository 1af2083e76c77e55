import { expect, test } from 'vitest'
import { type DayCount, forecastIntake } from '../../../core/domain/workload/forecast-intake.ts'
import { shareWork } from '../../../core/domain/workload/share-work.ts'
import { chanceOf } from '../../support/chance.ts'

const cases = (count: number, holderId: string | null = null) =>
  Array.from({ length: count }, (_, at) => ({ reportId: `r${holderId ?? ''}${at}`, holderId }))

test('E19 the list of a day follows the hours each has; what is held stays with its holder', () => {
  const hands = [
    { staffId: 'whole', hours: 4 },
    { staffId: 'half', hours: 2 },
    { staffId: 'away', hours: 0 },
  ]
  const { shares, left } = shareWork([...cases(10, 'half'), ...cases(50)], hands, 6)
  const lengths = Object.fromEntries(shares.map(({ staffId, cases: own }) => [staffId, own.length]))
  expect(lengths).toEqual({ whole: 40, half: 20 })
  expect(left).toEqual([])
  expect(shares.find(({ staffId }) => staffId === 'half')?.cases.slice(0, 10)).toEqual(cases(10, 'half'))
})

test('E19 both end together when there is less to do than time, and what does not fit is said', () => {
  const hands = [
    { staffId: 'a', hours: 4 },
    { staffId: 'b', hours: 2 },
  ]
  const few = shareWork(cases(30), hands, 6)
  expect(few.shares.map(({ cases: own }) => own.length)).toEqual([20, 10])
  expect(shareWork(cases(70), hands, 6).left).toHaveLength(10)
})

test('E19 backtest over 120 days of a generated series: four of five forecasts within 20 %, four of five days inside the interval', () => {
  const series = generated(180)
  const judged = series.slice(60).map(({ day, count }) => {
    const forecast = forecastIntake(series, day)
    if (!forecast) throw new Error('no forecast')
    return {
      near: Math.abs(forecast.expected - count) <= 0.2 * count,
      inside: forecast.low <= count && count <= forecast.high,
      error: Math.abs(forecast.expected - count) / count,
    }
  })
  const share = (what: 'near' | 'inside') => judged.filter((one) => one[what]).length / judged.length
  expect(judged.reduce((sum, { error }) => sum + error, 0) / judged.length).toBeLessThanOrEqual(0.2)
  expect(share('near')).toBeGreaterThanOrEqual(0.8)
  expect(share('inside')).toBeGreaterThanOrEqual(0.8)
})

test('E19 less than two weeks say nothing', () => {
  expect(forecastIntake(generated(13), '2026-12-31')).toBeNull()
})

/** A weekly shape with quiet weekends, a slow rise, and the chance of every day (about 60 to 160 reports). */
function generated(days: number): DayCount[] {
  const chance = chanceOf(7)
  const shape = [0.45, 1.35, 1.15, 1.1, 1.05, 1.2, 0.7]
  return Array.from({ length: days }, (_, at) => {
    const date = new Date(Date.UTC(2026, 0, 1) + at * 86_400_000)
    const mean = (110 + at * 0.15) * (shape[date.getUTCDay()] ?? 1)
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
    return { day: date.toISOString().slice(0, 10), count: Math.max(1, Math.round(mean + Math.sqrt(mean) * normal)) }
  })
}
