/** Monday noon in Viet Nam: the moment at which tests live unless they say otherwise. */
export const noon = new Date('2026-11-16T12:00:00+07:00')

export interface TestClock {
  now(): Date
  set(date: Date): void
  advance(ms: number): void
}

export function testClock(start: Date = noon): TestClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (date) => {
      at = date.getTime()
    },
    advance: (ms) => {
      at += ms
    },
  }
}

/** Real time that may be shifted: the time of a fake that no test gave a clock. */
export function shiftedClock(): TestClock {
  let shift = 0
  return {
    now: () => new Date(Date.now() + shift),
    set: (date) => {
      shift = date.getTime() - Date.now()
    },
    advance: (ms) => {
      shift += ms
    },
  }
}
