export const QUEUE_NAMES = ['tasks', 'converse', 'speak', 'timetable'] as const

export type QueueName = (typeof QUEUE_NAMES)[number]

/** What a bell carries: the name of a row, never its content. */
export interface BellData {
  tasks: { taskId: string }
  converse: { address: string }
  /** `telegram|<bot>` of `telegram|<bot>|<chat>`: all that is due there. */
  speak: { account: string }
  timetable: { key: string }
}

export interface WorkOptions {
  concurrency: number
  /** At most `max` jobs in `durationMs`, over all processes. */
  limiter?: { max: number; durationMs: number }
}

export interface QueueCounts {
  waiting: number
  active: number
  delayed: number
  failed: number
}

/** Bells over rows: a wiped queue delays work and loses none, so nobody asks it what is true (design 1). */
export interface Queues {
  /** Rings once for each. An address or account that is being worked on is worked once more afterwards, never twice at once. */
  bell<Q extends QueueName>(queue: Q, bells: readonly BellData[Q][]): Promise<void>
  /** Works on the bells of one queue in this process until `close`. A processor that throws is called again later. */
  work<Q extends QueueName>(
    queue: Q,
    processor: (data: BellData[Q]) => Promise<void>,
    options: WorkOptions,
  ): Promise<void>
  /** Rings `timetable` with this key again and again; asked twice, it stays one timetable entry. `cron` is Vietnamese time. */
  schedule(key: string, when: { everyMs: number } | { cron: string }): Promise<void>
  counts(): Promise<Record<QueueName, QueueCounts>>
  /** Empties every queue; the rows ring again with the next sweep. */
  obliterate(): Promise<void>
  /** Lets running work end (10 s), then lets go of the server. */
  close(): Promise<void>
}

/** Wakes the relay when a row with work was added; a lost wake-up costs one poll. */
export type ListenForBells = (wake: () => void) => Promise<{ close(): Promise<void> }>
