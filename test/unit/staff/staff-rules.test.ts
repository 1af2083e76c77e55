import { expect, test } from 'vitest'
import { STAFF_ROLES } from '../../../core/domain/role.ts'
import { CONFIRMING, GIVING } from '../../../core/domain/staff-account/giving-roles.ts'
import { nextStep } from '../../../core/domain/staff-account/opening-steps.ts'
import { isInForce, postsToday, type StaffPost } from '../../../core/domain/staff-account/staff-post.ts'
import { casesFor, scoreOf } from '../../../core/domain/training/training-case.ts'
import { actsAsOneOfTwo } from '../../../core/policy.ts'
import { readTrainingSets } from '../../../platform/training/training-sets.ts'
import { typedDay } from '../../../portal/staff/people/typed-date.ts'

const post = (wish: Partial<StaffPost>): StaffPost => ({
  postId: 'p',
  kind: 'home',
  role: 'clerk',
  unitId: 'a',
  unitName: 'A',
  from: null,
  until: null,
  ...wish,
})

test('K02 a post counts on its first and on its last day, and the home stands before a loan', () => {
  const days = { from: '2026-11-16', until: '2026-11-18' }
  const inForce = ['2026-11-15', '2026-11-16', '2026-11-18', '2026-11-19'].map((day) => isInForce(days, day))
  expect(inForce).toEqual([false, true, true, false])
  const posts = [post({ kind: 'loan', postId: 'loan', ...days }), post({ postId: 'home' })]
  expect(postsToday(posts, '2026-11-17').map(({ postId }) => postId)).toEqual(['home', 'loan'])
})

test('K02 every leading role needs a second person, and somebody can be that person', () => {
  const needsTwo = STAFF_ROLES.filter((role) => GIVING[role].needsTwo)
  expect(needsTwo).toEqual(['head', 'police_chief', 'district', 'province', 'auditor'])
  for (const role of STAFF_ROLES) expect([role, CONFIRMING[role].length > 0]).toEqual([role, true])
})

test('K02 whoever decides, merges, checks or answers can be one of two; a helper and an auditor never are', () => {
  const never = STAFF_ROLES.filter((role) => !actsAsOneOfTwo({ role }))
  expect(never).toEqual(['helper', 'auditor'])
})

test('K07 the steps of a new commune come one after the other, and the last one ends it', () => {
  expect(nextStep({})).toBe('unit')
  expect(nextStep({ unitId: 'a', hours: 'b', headId: 'c' })).toBe('chief')
  const all = { unitId: 'a', hours: 'b', headId: 'c', chiefId: 'd', oa: 'later', sampleId: 'e' }
  expect([nextStep(all), nextStep({ ...all, sampleClosed: true })]).toEqual(['sample', null])
})

test('K11 the station has 20 invented cases, its self-test ten of them, and two errors pass', () => {
  const { station, ...others } = readTrainingSets()
  expect([station.cases.length, new Set(station.cases.map(({ id }) => id)).size]).toEqual([20, 20])
  expect(casesFor(station, 'self_test')).toHaveLength(10)
  for (const set of Object.values(others)) expect(casesFor(set, 'self_test').length).toBeGreaterThan(5)
  const answers = (wrong: number) =>
    station.cases.map(({ id, right }, index) => ({ caseId: id, given: index < wrong ? 'none' : right }))
  const passed = [0, 2, 3].map((wrong) => scoreOf(station.cases, answers(wrong)).passed)
  expect(passed).toEqual([true, true, false])
})

test('K02 days are read as people write them, and no other', () => {
  expect(['1/12/2026', '01.12.2026', '2026-12-01', '', undefined].map((typed) => typedDay.parse(typed))).toEqual([
    '2026-12-01',
    '2026-12-01',
    '2026-12-01',
    null,
    null,
  ])
  expect(['31/02/2026', 'mai', '1/12'].map((typed) => typedDay.safeParse(typed).success)).toEqual([false, false, false])
})
