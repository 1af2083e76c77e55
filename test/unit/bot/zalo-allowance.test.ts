import { expect, test } from 'vitest'
import { watchAllowance } from '../../../bot/zalo/allowance.ts'

const calls = (remain: number, total: number | null = 4_000) => [{ meter: 'calls_minute' as const, remain, total }]

test('I03 what is left of a minute is spread over what is left of its seconds, never faster than Zalo allows', () => {
  let at = new Date('2026-11-16T12:00:20+07:00')
  const allowance = watchAllowance(() => at)
  expect(allowance.perSecond()).toBe(50)
  allowance.note(calls(4_000))
  expect(allowance.perSecond()).toBeCloseTo(66.67, 1)
  at = new Date('2026-11-16T12:00:40+07:00')
  allowance.note(calls(400))
  expect(allowance.perSecond()).toBe(20)
  allowance.note(calls(0))
  expect(allowance.perSecond()).toBe(5)
  at = new Date('2026-11-16T12:01:00+07:00')
  expect(allowance.perSecond()).toBeCloseTo(66.67, 1)
})

test('I03 a minute begins when more is left than before, wherever the clock stands', () => {
  let at = new Date('2026-11-16T12:00:20+07:00')
  const allowance = watchAllowance(() => at)
  allowance.note(calls(100))
  at = new Date('2026-11-16T12:00:30+07:00')
  allowance.note(calls(3_999))
  at = new Date('2026-11-16T12:01:20+07:00')
  allowance.note(calls(100))
  expect(allowance.perSecond()).toBe(10)
})

test('I03 a small package walks at its own limit', () => {
  const allowance = watchAllowance(() => new Date('2026-11-16T12:00:00+07:00'))
  allowance.note(calls(120, 120))
  expect(allowance.perSecond()).toBe(2)
})

test('I03 other allowances, and a count without its limit, change no pace', () => {
  const allowance = watchAllowance(() => new Date('2026-11-16T12:00:20+07:00'))
  allowance.note([{ meter: 'template_day', remain: 1, total: 5_000 }])
  allowance.note(calls(1, null))
  expect(allowance.perSecond()).toBe(50)
})
