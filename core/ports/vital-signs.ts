export interface Waiting {
  count: number
  /** 0 when nothing waits. */
  oldestSeconds: number
}

/** What an operator watches (features M04): how much waits, since when, and what became of what was sent. */
export interface Vitals {
  tasks: Waiting
  heard: Waiting
  messages: Waiting
  dead: Waiting
  /** Messages written in the last hour. */
  lastHour: { channel: string; state: string; count: number }[]
}

export interface VitalSigns {
  read(now: Date): Promise<Vitals>
}
