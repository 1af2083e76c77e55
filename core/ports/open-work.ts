/** What lies in the hands of one officer (features K04). */
export interface OpenWork {
  /** Reports on the clock, talks and second looks this officer holds. */
  countOf(staffId: string): Promise<{ reports: number; threads: number }>
  /** Gives all of it to a colleague, or back to the unit; answers how much it was. */
  handOver(staffId: string, to: string | null): Promise<{ reports: string[]; threads: number }>
}
