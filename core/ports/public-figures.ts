import type { Area, Counts, Published } from '../domain/public-figures/figures.ts'

/** Counts of one unit itself, without the units below it. */
export type UnitCounts = Counts & { unitId: string }

export interface PublicFigures {
  /** Counted from the rows themselves: open now, decided and appeals answered in this time. Units without any are left out. */
  count(since: Date, until: Date): Promise<UnitCounts[]>
  /** Median hours to the decision over all reports of these units in this time; null: there are none. */
  median(unitIds: readonly string[], since: Date, until: Date): Promise<number | null>
  /** Puts these figures in the place of those before. */
  publish(figures: readonly Area<Published>[], at: Date): Promise<void>
  /** What was published last; null: nothing yet. */
  published(): Promise<{ at: Date; figures: Area<Published>[] } | null>
}
