import { setImmediate as others } from 'node:timers/promises'
import type { PaceClock } from '../../bot/pace.ts'

/** A clock for the pace of a channel on which no time is spent: whoever waits is there at once, after everybody else's turn. */
export function leapingClock(): PaceClock {
  let at = 0
  return {
    now: () => at,
    wait: async (ms) => {
      at += ms
      await others()
    },
  }
}
