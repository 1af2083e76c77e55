/** What was settled so far; a step whose fact is there is done (features K07). Codes and ids only, the phone of the test sealed. */
export interface OpeningFacts {
  unitId?: string
  policeUnitId?: string
  hours?: string
  headId?: string
  chiefId?: string
  /** `connected`, or `later`: the commune can work without an Official Account. */
  oa?: 'connected' | 'later'
  sampleId?: string
  sampleCode?: string
  sampleClosed?: boolean
}

export interface CommuneOpening {
  id: string
  begunBy: string | null
  begunAt: Date
  facts: OpeningFacts
  finishedAt: Date | null
}

export interface CommuneOpenings {
  begin(opening: Omit<CommuneOpening, 'facts' | 'finishedAt'>): Promise<void>
  lock(id: string): Promise<CommuneOpening | null>
  list(atMost: number): Promise<CommuneOpening[]>
  save(id: string, facts: OpeningFacts, finishedAt: Date | null): Promise<void>
}
