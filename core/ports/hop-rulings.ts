/** The district was asked whose report this is (features E02); `ruledAt` null: it has not said yet. */
export interface HopRuling {
  reportId: string
  /** The unit that must rule. */
  unitId: string
  askedBy: string
  askedAt: Date
  dueAt: Date
  ruledAt: Date | null
  ruledUnitId: string | null
}

/** One ruling per report: whoever it names keeps the report. */
export interface HopRulings {
  of(reportId: string): Promise<HopRuling | null>
  ask(ruling: Omit<HopRuling, 'ruledAt' | 'ruledUnitId'>): Promise<void>
  rule(reportId: string, by: { staffId: string; unitId: string; at: Date }): Promise<void>
}
