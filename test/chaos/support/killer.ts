import { setTimeout as wait } from 'node:timers/promises'
import { chanceOf } from '../../support/chance.ts'

export interface Victim {
  name: string
  kill(): Promise<void>
  start(): Promise<void>
}

export interface Killer {
  /** What was killed, in order. */
  kills: string[]
  /** Ends after the present victim stands again. */
  stop(): Promise<void>
}

/** Kills one victim after another at random moments, and starts each again, until `atMost` are done or it is stopped. */
export function letLoose(victims: readonly Victim[], { atMost, seed }: { atMost: number; seed: number }): Killer {
  const random = chanceOf(seed)
  const kills: string[] = []
  let stopped = false
  const work = async () => {
    while (!stopped && kills.length < atMost) {
      await wait(100 + random() * 1_500)
      const victim = victims[Math.floor(random() * victims.length)]
      if (stopped || !victim) return
      await victim.kill()
      kills.push(victim.name)
      await wait(random() * 300)
      await victim.start()
    }
  }
  const working = work()
  return {
    kills,
    stop: async () => {
      stopped = true
      await working
    },
  }
}
