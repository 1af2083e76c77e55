import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policeDueAt } from '../../../core/domain/police-list/police-answer.ts'
import { newReceiptCode, readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { clockColour, dueAt } from '../../../core/domain/report/report-clock.ts'

const friday = new Date('2026-11-20T16:30:00+07:00')

test('B11 a receipt code is read back however it was typed, and one wrong character is noticed', () => {
  const unit = fc.double({ min: 0, max: 0.999999, noNaN: true })
  fc.assert(
    fc.property(fc.array(unit, { minLength: 7, maxLength: 7 }), fc.nat(7), fc.nat(28), (numbers, place, shift) => {
      const code = newReceiptCode(() => numbers.pop() ?? 0)
      expect(readReceiptCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code)
      const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
      const at = 3 + place + (place >= 4 ? 1 : 0)
      const wrong = letters[(letters.indexOf(code[at]!) + shift + 1) % letters.length]!
      expect(readReceiptCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeNull()
    }),
  )
})

test('E09 the 48 hours run through the weekend and never pause', () => {
  expect(dueAt(friday).toISOString()).toBe(new Date('2026-11-22T16:30:00+07:00').toISOString())
  const report = { state: 'deferred', recordedAt: friday } as const
  expect(clockColour(report, new Date('2026-11-22T04:29:00+07:00'))).toBe('calm')
  expect(clockColour(report, new Date('2026-11-22T04:30:00+07:00'))).toBe('amber')
  expect(clockColour(report, new Date('2026-11-22T16:30:00+07:00'))).toBe('overdue')
  expect(clockColour({ ...report, state: 'needs_identity' }, new Date('2026-12-30T00:00:00+07:00'))).toBe('stopped')
})

test('F02 the police have two days from the day the list was drawn up', () => {
  expect(policeDueAt('2026-11-16').toISOString()).toBe(new Date('2026-11-18T23:59:59+07:00').toISOString())
})
