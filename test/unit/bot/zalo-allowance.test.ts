import { expect, test } from 'vitest'
import { watchAllowance } from '../../../bot/zalo/allowance.ts'

const calls = (remain: number, total: number | null = 4_000) => [{ meter: 'calls_minute' as const, remain, total }]

test('I03 the account slows down for the rest of a minute of which less than a tenth is left', () => {
  let at = new Date('2026-11-16T12:00:20+07:00')
  const allowance = watchAllowance(() => at)
  expect(allowance.perSecond()).toBe(50)
  allowance.note(calls(400))
  expect(allowance.perSecond()).toBe(50)
  allowance.note(calls(399))
  expect(allowance.perSecond()).toBe(5)
  at = new Date('2026-11-16T12:00:59+07:00')
  expect(allowance.perSecond()).toBe(5)
  at = new Date('2026-11-16T12:01:00+07:00')
  expect(allowance.perSecond()).toBe(50)
})

test('I03 other allowances, and a count without its limit, change no pace', () => {
  const allowance = watchAllowance(() => new Date('2026-11-16T12:00:20+07:00'))
  allowance.note([{ meter: 'template_day', remain: 1, total: 5_000 }])
  allowance.note(calls(1, null))
  expect(allowance.perSecond()).toBe(50)
})
