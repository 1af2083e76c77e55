import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionsFor } from '../../../core/domain/lifecycle.ts'
import { REPORT_LIFECYCLE, REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { STAFF_ROLES } from '../../../core/domain/role.ts'
import { isInScope, may, PERMISSIONS, type Permission, scopeOf } from '../../../core/policy.ts'

const names = Object.keys(PERMISSIONS) as Permission[]

/** The table as a person reads it: one line per permission, one column per role. */
function matrix(): string {
  const width = Math.max(...names.map((name) => name.length)) + 2
  const head = ''.padEnd(width) + STAFF_ROLES.join('  ')
  const lines = names.map(
    (name) =>
      name.padEnd(width) +
      STAFF_ROLES.map((role) => (may({ role }, name) ? 'yes' : '·').padEnd(role.length)).join('  '),
  )
  return [head, ...lines].map((line) => line.trimEnd()).join('\n')
}

test('K02 the generated permission matrix is the one that was agreed', () => {
  const agreed = readFileSync(new URL('./permission-matrix.txt', import.meta.url), 'utf8').trimEnd()
  expect(matrix()).toBe(agreed)
})

test('K02 whoever may decide in the lifecycle may also decide in the policy, and nobody else', () => {
  for (const role of STAFF_ROLES) {
    const steps = REPORT_STATES.flatMap((state) => actionsFor(REPORT_LIFECYCLE, state, role))
    const decides = steps.some((step) => step !== 'hand_over' && step !== 'export')
    expect([role, may({ role }, 'decide_case')]).toEqual([role, decides])
    expect([role, may({ role }, 'hand_over_case')]).toEqual([role, steps.includes('hand_over')])
    expect([role, may({ role }, 'export_for_platform')]).toEqual([role, steps.includes('export')])
  }
})

const UNITS = [
  { id: 'province', kind: 'province', parentId: null },
  { id: 'district', kind: 'district', parentId: 'province' },
  { id: 'police', kind: 'police', parentId: 'district' },
  { id: 'station-a', kind: 'station', parentId: 'district' },
  { id: 'station-b', kind: 'station', parentId: 'district' },
  { id: 'other-district', kind: 'district', parentId: 'province' },
] as const

test('K02 scopes follow the tree of units downwards and never sideways', () => {
  const scope = (role: (typeof STAFF_ROLES)[number], unitId: string) => scopeOf({ role, unitId }, UNITS).unitIds
  expect(scope('clerk', 'station-a')).toEqual(['station-a'])
  expect(scope('head', 'station-b')).toEqual(['station-b'])
  expect(scope('district', 'district')).toEqual(['district', 'station-a', 'station-b'])
  expect(scope('province', 'province')).toEqual(['province', 'district', 'other-district', 'station-a', 'station-b'])
})

test('K02 police, helpers and auditors reach no unit, so a forgotten check finds nothing', () => {
  for (const role of ['police_officer', 'police_chief', 'helper', 'auditor'] as const) {
    const scope = scopeOf({ role, unitId: 'station-a' }, UNITS)
    expect(UNITS.filter((unit) => isInScope(scope, unit.id))).toEqual([])
  }
})

test('K02 units that form a ring by mistake do not hang the desk', () => {
  const ring = [
    { id: 'a', kind: 'district', parentId: 'b' },
    { id: 'b', kind: 'district', parentId: 'a' },
  ] as const
  expect(scopeOf({ role: 'district', unitId: 'a' }, ring).unitIds).toEqual(['a', 'b'])
})
