import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import { REPORT_LIFECYCLE, REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import { ROLES } from '../../../core/domain/role.ts'
import { deskActions } from '../../../core/domain/staff/desk-actions.ts'
import { afterFailure, isLocked, isWeakPassword } from '../../../core/domain/staff/log-in-rules.ts'
import { needsTwo } from '../../../core/domain/staff/needs-two.ts'
import { suggestOutcome } from '../../../core/domain/staff/suggest-outcome.ts'
import { isEasy, threeWayCheck } from '../../../core/domain/staff/three-way-check.ts'
import { noon } from '../../support/clock.ts'

const TYPES = Object.keys(REPORT_TYPES) as ReportType[]
const FIELDS = ['fullName', 'birthDate', 'sex', 'idNumber', 'phone'] as const
const change = (field: (typeof FIELDS)[number], correct = 'x') => ({
  field,
  recorded: null,
  correct,
  source: 'typed' as const,
})

const anyFacts = fc.record({
  report: fc.record({
    state: fc.constantFrom(...REPORT_STATES),
    types: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 4 }),
    changes: fc
      .uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 5 })
      .map((fields) => fields.map((field) => change(field))),
    doses: fc.constant<Report['doses']>([]),
    hops: fc.nat(4),
    personId: fc.constant('p'),
  }),
  nationality: fc.constantFrom('VN', 'KR', null),
  answersForForeigner: fc.boolean(),
  ruling: fc.constantFrom('none' as const, 'open' as const, 'made' as const),
  mayPlace: fc.boolean(),
})

test('F05 however a report is mixed, nobody may approve the identity of a Vietnamese or unknown person', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...ROLES), (facts, role) => {
      const identity =
        facts.report.types.some((type) => branchOf(type) === 'identity') ||
        facts.report.changes.some((one) => one.field !== 'phone')
      const actions = deskActions(facts, role)
      if (identity && facts.nationality !== 'KR') expect(actions).not.toContain('approve')
      // A12: the injecting facility is the only approver.
      if (identity && !facts.answersForForeigner) expect(actions).not.toContain('approve')
      if (facts.nationality !== 'VN') expect(actions).not.toContain('send_to_police')
      if (!['clerk', 'head', 'district', 'province'].includes(role))
        expect(actions.filter((action) => action !== 'resume')).toEqual([])
    }),
  )
})

const claimant = {
  fullName: 'Nguyễn Thị Hoà',
  birthDate: '1990-05-17',
  sex: 'female',
  idNumber: null,
  passportCountry: null,
} as const
const card = {
  cccd: '001190000018',
  cmnd: null,
  fullName: 'NGUYỄN THỊ HÒA',
  dob: '1990-05-17' as never,
  gender: 'female',
  address: 'x',
  issued: '2021-01-01' as never,
} as const

test('C05 tone place and capitals are the same name; one letter off is for a person to decide', () => {
  const name = (fullName: string) => threeWayCheck({ claimant, changes: [change('fullName', fullName)] }, null, card)[0]
  expect(name('Nguyễn Thị Hoà')).toMatchObject({
    field: 'fullName',
    changes: true,
    cardWithClaimed: 'same',
    recordedWithClaimed: 'missing',
  })
  expect(name('Nguyễn Thị Hoa')?.cardWithClaimed).toBe('alike')
  expect(name('Trần Văn Nam')?.cardWithClaimed).toBe('different')
})

test('C05 the easy case: the QR agrees with everything that changes, and something changes', () => {
  const rows = (changes: ReturnType<typeof change>[], read: typeof card | null = card) =>
    threeWayCheck({ claimant, changes }, null, read)
  expect(isEasy(rows([change('idNumber', '001190000018'), change('fullName', 'Nguyễn Thị Hoà')]))).toBe(true)
  expect(isEasy(rows([change('idNumber', '001190000019')]))).toBe(false)
  const ofSomebodyElse = { ...card, fullName: 'TRẦN VĂN NAM' } as unknown as typeof card
  expect(isEasy(rows([change('idNumber', '001190000018')], ofSomebodyElse))).toBe(false)
  expect(isEasy(rows([change('idNumber', '001190000018')], null))).toBe(false)
  expect(isEasy(rows([]))).toBe(false)
  expect(isEasy(rows([change('phone', '+84912345678')]))).toBe(false)
})

test('E05 the suggestion follows the papers at hand', () => {
  const about = (
    types: ReportType[],
    changes: ReturnType<typeof change>[],
    read: typeof card | null,
    kinds: Parameters<typeof suggestOutcome>[2],
    personId: string | null = 'p',
  ) => suggestOutcome({ types, changes, personId }, threeWayCheck({ claimant, changes }, null, read), kinds)
  const name = [change('fullName', 'Nguyễn Thị Hoà')]
  expect(about(['WRONG_NAME'], name, card, ['card_front'], null)).toBe('link_record')
  expect(about(['WRONG_NAME'], name, null, [])).toBe('ask_card')
  expect(about(['WRONG_NAME'], name, null, ['card_back'])).toBe('card_unread')
  expect(about(['WRONG_NAME'], name, card, ['card_front'])).toBe('card_agrees')
  expect(about(['WRONG_NAME'], [change('fullName', 'Trần Văn Nam')], card, ['card_front'])).toBe('card_differs')
  expect(about(['MISSING_DOSE'], [], null, [])).toBe('ask_paper')
  expect(about(['MISSING_DOSE'], [], null, ['dose_paper'])).toBe('compare_paper')
  expect(about(['WRONG_PHONE'], [change('phone', '+84912345678')], null, [])).toBe('compare_phone')
  expect(about(['OTHER'], [], null, [])).toBe('answer_question')
})

test('E11 another number and a dose taken away need two', () => {
  expect(needsTwo({ types: ['WRONG_OR_MISSING_ID'], changes: [change('idNumber')] }, 'approve')).toBe(true)
  expect(needsTwo({ types: ['WRONG_OR_MISSING_ID'], changes: [change('idNumber')] }, 'send_to_police')).toBe(false)
  expect(needsTwo({ types: ['DOSE_NOT_MINE', 'WRONG_NAME'], changes: [] }, 'send_to_police')).toBe(true)
  expect(needsTwo({ types: ['WRONG_PHONE'], changes: [change('phone')] }, 'approve')).toBe(false)
  expect(needsTwo({ types: ['DOSE_NOT_MINE'], changes: [] }, 'refuse')).toBe(false)
  expect(needsTwo({ types: ['WRONG_NAME'], changes: [change('fullName')] }, 'approve', 'KR')).toBe(true)
  expect(needsTwo({ types: ['WRONG_NAME'], changes: [change('fullName')] }, 'approve', null)).toBe(false)
})

test('K03 the tenth failure locks, and a new count begins', () => {
  expect(afterFailure(8, noon)).toEqual({ failedLogIns: 9, lockedUntil: null })
  const locked = afterFailure(9, noon)
  expect(isLocked(locked, new Date(noon.getTime() + 14 * 60_000))).toBe(true)
  expect(isLocked(locked, new Date(noon.getTime() + 15 * 60_000))).toBe(false)
  expect(locked.failedLogIns).toBe(0)
})

test('K03 short, repeated, counted and login-bearing passwords are weak', () => {
  for (const weak of ['ngắn', 'aaaaaaaaaaaaaaa', '012345678901', 'tram-mau-2026!', 'Tram-Mau password'])
    expect([weak, isWeakPassword(weak, 'tram-mau')]).toEqual([weak, true])
  expect(isWeakPassword('cây đa bến nước', 'tram-mau')).toBe(false)
})

test('C05 the machine never approves: no step that accepts a change is the system’s to take', () => {
  const accepting = ['take', 'approve', 'send_to_police', 'refuse', 'answer'] as const
  const bySystem = Object.entries(REPORT_LIFECYCLE).flatMap(([state, steps]) =>
    accepting
      .filter((action) => (steps[action]?.by as readonly string[] | undefined)?.includes('system'))
      .map((a) => `${state} ${a}`),
  )
  expect(bySystem).toEqual([])
})
