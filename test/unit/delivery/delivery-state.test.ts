import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  DELIVERY_STATES,
  deliveryStateOf,
  SKIP_REASONS,
  STATE_OF_FAILURE,
  skipReasonOf,
} from '../../../core/domain/delivery/delivery-state.ts'
import { isLegal, LEGAL_NOTICES } from '../../../core/domain/delivery/legal-notices.ts'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'

const sentences = (locale: 'vi' | 'en') =>
  JSON.parse(readFileSync(new URL(`../../../templates/locales/delivery.${locale}.json`, import.meta.url), 'utf8'))
    .delivery

describe('I04 states a person can read', () => {
  test.each([
    ['queued', null, 'created'],
    ['queued', 'retryable', 'sending'],
    ['queued', 'quota', 'sending'],
    ['sending', null, 'sending'],
    ['accepted', null, 'sent'],
    ['delivered', null, 'delivered'],
    ['seen', null, 'seen'],
    ['unknown', 'retryable', 'unknown'],
    ['skipped', 'skipped', 'skipped'],
    ['failed', 'retryable', 'temporary_failure'],
    ['failed', 'rate_limited', 'temporary_failure'],
    ['failed', 'quota', 'temporary_failure'],
    ['failed', 'blocked', 'permanent_failure'],
    ['failed', 'window_closed', 'permanent_failure'],
    ['failed', 'opted_out', 'permanent_failure'],
    ['failed', 'switched_off', 'permanent_failure'],
    ['failed', 'misconfigured', 'technical_failure'],
    ['failed', 'auth_expired', 'technical_failure'],
    ['failed', 'permanent', 'validation_failed'],
    ['failed', 'of_a_later_version', 'technical_failure'],
  ])('a row that is %s (%s) reads as %s', (state, failureClass, wanted) => {
    expect(deliveryStateOf(state, failureClass)).toBe(wanted)
  })

  test('every state and every reason to skip has its sentence in both languages', () => {
    for (const locale of ['vi', 'en'] as const) {
      expect(Object.keys(sentences(locale).state)).toEqual([...DELIVERY_STATES])
      expect(Object.keys(sentences(locale).skip)).toEqual([...SKIP_REASONS])
    }
    expect(sentences('vi').state.unknown).toMatch(/^Không chắc/)
    expect(skipReasonOf('of_a_later_version')).toBe('other')
    expect(Object.values(STATE_OF_FAILURE).every((state) => DELIVERY_STATES.includes(state))).toBe(true)
  })

  test('I10 the decisions that reach whoever stopped our messages', () => {
    expect(LEGAL_NOTICES.every((notice) => NOTICE_KEYS.includes(notice))).toBe(true)
    expect(NOTICE_KEYS.filter(isLegal)).toEqual([
      'report-refused',
      'report-answered',
      'police-confirmed',
      'police-objected',
      'police-call',
      'register-wrong',
      'record-signed',
    ])
  })
})
