import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePlaces, type ThreadPlace } from '../../../core/domain/thread/thread-order.ts'

const place: fc.Arbitrary<ThreadPlace> = fc.record({
  time: fc.integer({ min: 1_790_000_000_000, max: 1_790_000_000_003 }),
  channel: fc.constantFrom('telegram', 'web', 'zalo'),
  messageId: fc.oneof(
    fc.bigInt({ min: 1n, max: 200n }).map(String),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1, maxLength: 4 }),
  ),
})

test('E20 the order of a thread does not know in which order its lines came', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 12 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (lines, dice) => {
        const shuffled = [...lines]
          .map((line) => ({ line, die: Number(dice.next().value) }))
          .sort((a, b) => a.die - b.die)
          .map(({ line }) => line)
        expect(shuffled.sort(comparePlaces)).toEqual([...lines].sort(comparePlaces))
      },
    ),
  )
})

test('E20 it is a total order: what comes before the middle comes before the end', () => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      expect(Math.sign(comparePlaces(a, b))).toBe(-Math.sign(comparePlaces(b, a)) + 0)
      if (comparePlaces(a, b) <= 0 && comparePlaces(b, c) <= 0) expect(comparePlaces(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})

test('E20 Telegram counts its messages: the ninth comes before the tenth in the same second', () => {
  const at = { time: 1, channel: 'telegram' }
  expect(comparePlaces({ ...at, messageId: '9' }, { ...at, messageId: '10' })).toBeLessThan(0)
})
