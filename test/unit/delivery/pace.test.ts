import { expect, test } from 'vitest'
import { openGate } from '../../../bot/pace.ts'

const TELEGRAM = { pace: { perSecond: 30, perAddressMs: 1_000 } }

/** Walks through `many` messages with a way of `wayMs(n)` there and as long back; answers when each was counted over there. */
function walk(many: number, wayMs: (n: number) => number, addressOf = (n: number) => `telegram|1|${n}`): number[] {
  const clock = { at: 0, now: () => clock.at }
  const gate = openGate(TELEGRAM, clock)
  const counted: number[] = []
  const answers: { at: number; answered(): void }[] = []
  while (counted.length < many) {
    for (const answer of answers.filter(({ at }) => at <= clock.at)) {
      answer.answered()
      answers.splice(answers.indexOf(answer), 1)
    }
    const n = counted.length
    if (gate.waitMs(addressOf(n)) === 0) {
      const { answered } = gate.left(addressOf(n))
      counted.push(clock.at + wayMs(n))
      answers.push({ at: clock.at + 2 * wayMs(n), answered })
    } else clock.at += 1
  }
  return counted.toSorted((a, b) => a - b)
}

const mostInASecond = (counted: number[]) =>
  Math.max(...counted.map((from) => counted.filter((at) => at >= from && at < from + 1_000).length))

test.each([
  ['a short way', () => 2],
  ['a long way', () => 150],
  ['a way that is short and long by turns', (n: number) => 5 + (n % 7) * 20],
  ['a way that gets shorter', (n: number) => Math.max(3, 200 - n)],
])('no second over there counts more than 30, over %s', (_name, wayMs) => {
  expect(mostInASecond(walk(600, wayMs))).toBeLessThanOrEqual(30)
})

test('a steady way costs less than 3 in 100 of what is allowed, however long it is', () => {
  for (const way of [2, 150]) {
    const counted = walk(3_000, () => way).slice(1_000)
    const perSecond = ((counted.length - 1) * 1_000) / (counted.at(-1)! - counted[0]!)
    expect(perSecond).toBeGreaterThan(0.97 * 30)
  }
})

test('one person gets at most one message a second', () => {
  const counted = walk(
    5,
    () => 10,
    () => 'telegram|1|7',
  )
  expect(counted).toHaveLength(5)
  for (const [n, at] of counted.slice(1).entries()) expect(at - counted[n]!).toBeGreaterThanOrEqual(1_000)
})

test('what another process sent a moment ago still counts', () => {
  const clock = { now: () => 50_000 }
  const lately = Array.from({ length: 30 }, (_, n) => ({ address: `telegram|1|${n}`, agoMs: 400 }))
  const gate = openGate(TELEGRAM, clock, lately)
  expect(gate.waitMs('telegram|1|999')).toBeGreaterThanOrEqual(600)
  expect(gate.within([{ address: 'telegram|1|999' }], 100, 0)).toEqual([])
})
