export interface ChannelPause {
  /** `telegram|<bot>`. */
  account: string
  /** `push`: answers and codes still go. */
  what: 'everything' | 'push'
  until: Date
  failureClass: string
  failureCode: string
}

/** A channel account that must rest: a limit, an empty allowance, settings that are wrong (channels 5.4). */
export interface ChannelPauses {
  /** Those that have not ended. */
  of(account: string): Promise<ChannelPause[]>
  /** The first pause since anything went through, whether it has ended or not; null when nothing is wrong. */
  troubleOf(account: string): Promise<{ since: Date; failureClass: string } | null>
  /** True when nothing of this account was paused before, so that people are told once. */
  pause(pause: ChannelPause): Promise<boolean>
  /** Something went through again. */
  end(account: string): Promise<void>
  /** A person has repaired the cause: what rested goes on at once, and so does what waited for the repair. */
  lift(account: string): Promise<void>
  /** Every pause that has not ended. */
  all(): Promise<ChannelPause[]>
}
