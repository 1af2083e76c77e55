import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { IDENTITY_CASE_LIFECYCLE } from '../../../core/domain/identity-case/identity-case-lifecycle.ts'
import { act, actionsFor, type Lifecycle } from '../../../core/domain/lifecycle.ts'
import { object } from '../../../core/domain/objection.ts'
import { POLICE_LIST_LIFECYCLE } from '../../../core/domain/police-list/police-list-lifecycle.ts'
import { REPORT_LIFECYCLE } from '../../../core/domain/report/report-lifecycle.ts'
import { RIGHTS_LIFECYCLE } from '../../../core/domain/rights/rights-lifecycle.ts'
import { HELP_LIFECYCLE } from '../../../core/domain/thread/help-lifecycle.ts'
import { lifecyclePage } from '../../support/lifecycle-page.ts'

const TABLES: [string, Lifecycle<string, string>][] = [
  ['Report (phản ánh)', REPORT_LIFECYCLE],
  ['Identity case (hồ sơ nhân thân)', IDENTITY_CASE_LIFECYCLE],
  ['Police list (danh sách xác minh)', POLICE_LIST_LIFECYCLE],
  ['Call for a human (gặp cán bộ)', HELP_LIFECYCLE],
  ['Request about one’s own data (quyền của tôi)', RIGHTS_LIFECYCLE],
]

test('a citizen may not refuse', () => {
  expect(act(REPORT_LIFECYCLE, 'in_review', 'refuse', 'citizen')).toEqual(object('not_your_role', { action: 'refuse' }))
})

test('a refused report stays refused until its citizen sends it again', () => {
  expect(act(REPORT_LIFECYCLE, 'refused', 'approve', 'head').ok).toBe(false)
  expect(actionsFor(REPORT_LIFECYCLE, 'refused', 'citizen')).toEqual(['resend', 'appeal'])
  expect(actionsFor(REPORT_LIFECYCLE, 'refused', 'clerk')).toEqual([])
})

test('D07 only the read-back closes the road to "platform updated": no person may take that step', () => {
  const into = Object.values(REPORT_LIFECYCLE).flatMap((steps) => Object.values(steps))
  expect(into.filter((step) => step.to === 'platform_updated').flatMap((step) => step.by)).toEqual(['system'])
})

test('an identity is confirmed by no station: only a returned list moves it', () => {
  const into = Object.values(IDENTITY_CASE_LIFECYCLE).flatMap((steps) => Object.values(steps))
  expect(
    into.filter((step) => step.to === 'police_confirmed').every((step) => step.by.every((role) => role === 'system')),
  ).toBe(true)
})

test('every step names the letter or promise it comes from, and every state but the ends can be left', () => {
  for (const [, table] of TABLES) {
    for (const steps of Object.values(table))
      for (const step of Object.values(steps)) expect(step?.source).toMatch(/\d{4}|features/)
    const targets = new Set(Object.values(table).flatMap((steps) => Object.values(steps).map((step) => step?.to)))
    for (const target of targets) expect(Object.keys(table)).toContain(target)
  }
})

test('docs/lifecycle.md shows these tables', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/lifecycle.md', import.meta.url)), 'utf8')
  expect(page).toBe(lifecyclePage(TABLES))
})
