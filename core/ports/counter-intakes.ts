export interface CounterIntake {
  reportId: string
  takenBy: string
  unitId: string
  way: 'spoken' | 'paper'
  /** When the citizen said it or handed it over: the clock of the report starts here. */
  takenAt: Date
  typedAt: Date
  /** False: it joined a report that was there before, and its slip shows status words only. */
  opened: boolean
  /** E.164 as told; nobody is written to before it is proved. */
  phone: string | null
  slipHash: Buffer
}

/** Reports taken at a counter (features B15). */
export interface CounterIntakes {
  add(intake: CounterIntake): Promise<void>
  /** The same submission printed again: the new slip takes the place of the old. */
  replaceSlip(reportId: string, takenBy: string, slipHash: Buffer): Promise<void>
  bySlip(slipHash: Buffer): Promise<CounterIntake | null>
  /** The phones as told, typed in before this moment. */
  forgetPhones(typedBefore: Date): Promise<void>
}
