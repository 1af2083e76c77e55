import { expect, test } from 'vitest'
import { type DosePlace, routeDose } from '../../../core/domain/place/route-dose.ts'
import type { VaccinationPoint } from '../../../core/domain/place/vaccination-point.ts'
import { isUrgentDay, laneFor } from '../../../core/domain/report/urgency.ts'

const point: VaccinationPoint = {
  id: 'p',
  name: 'Nhà văn hóa thôn 5',
  commune: 'Xã Mẫu',
  district: 'Huyện Mẫu',
  province: 'Tỉnh Mẫu',
  unitId: 'station',
  districtUnitId: 'district',
  openFrom: '2021-08-01',
  openTo: null,
}
const nowhere: DosePlace = { point: null, facilityUnitId: null, districtPoints: [], provincePoints: [] }
const route = (place: Partial<DosePlace>) =>
  routeDose({ ...nowhere, ...place }, (unit) => `above ${unit}`, '2026-11-21')

test('B04 the ladder of 9458: point, district, province, and nobody guesses', () => {
  expect(route({ point })).toBe('station')
  expect(route({ point: { ...point, openTo: '2022-06-30' } })).toBe('district')
  expect(route({ point: { ...point, openTo: '2026-11-21' } }), 'open until the end of its last day').toBe('station')
  expect(route({ facilityUnitId: 'hospital', districtPoints: [point] })).toBe('hospital')
  expect(route({ districtPoints: [point], provincePoints: [point] })).toBe('district')
  expect(route({ provincePoints: [point] })).toBe('above district')
  const other = { ...point, districtUnitId: 'other' }
  expect(route({ districtPoints: [point, other], provincePoints: [] }), 'two owners on a rung are none').toBeNull()
  expect(route({})).toBeNull()
})

test('B12 the lane holds a tenth of the open reports, the first one always', () => {
  expect([0, 5, 9].map((open) => laneFor({ open, urgent: 0 }))).toEqual(['urgent', 'urgent', 'urgent'])
  expect(laneFor({ open: 19, urgent: 1 })).toBe('full')
  expect([20, 100].map((open) => laneFor({ open, urgent: open / 10 - 1 }))).toEqual(['urgent', 'urgent'])
  expect(laneFor({ open: 100, urgent: 10 })).toBe('full')
})

test('B12 only a day within the next 30 is urgent', () => {
  const on = (day: string) => isUrgentDay(day, '2026-11-21')
  expect([on('2026-11-21'), on('2026-12-21'), on('2026-12-22'), on('2026-11-20')]).toEqual([true, true, false, false])
})
