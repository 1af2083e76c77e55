import type { DisputedDose, DisputeOutcome, DisputePaper } from '../domain/report/disputed-dose.ts'

/** Doses whose person says they never had them (features B06). */
export interface DisputedDoses {
  /** Freezes these doses for this report; one that is frozen stays so, one that was released is frozen anew. */
  freeze(
    reportId: string,
    doses: readonly Pick<DisputedDose, 'doseId' | 'facility' | 'givenOn'>[],
    at: Date,
  ): Promise<void>
  ofReport(reportId: string): Promise<DisputedDose[]>
  namePaper(reportId: string, paper: { paper: DisputePaper; paperNumber: string | null }): Promise<void>
  /** `removed` keeps the dose frozen: it waits for the Platform to take it away. */
  settle(reportId: string, outcome: DisputeOutcome, at: Date): Promise<void>
  /** Of these people's doses, those that may not be signed. */
  frozenOf(personIds: readonly string[]): Promise<Set<string>>
  /** How many people dispute a dose, per place and day, most first: what a finder of wrong batches starts from (features E18). */
  countsPerPlaceAndDay(since: Date): Promise<{ facility: string | null; givenOn: string | null; people: number }[]>
}
