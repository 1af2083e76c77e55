/** One write to a record or to one of its doses; null facts: the dose is gone. */
export interface Write {
  doseId: string | null
  facts: Readonly<Record<string, unknown>> | null
}

export interface Replayed {
  person: Record<string, unknown>
  doses: Record<string, Record<string, unknown>>
}

/** Every write, one after the other: what comes out is the record as it stands (features G07). */
export function replay(writes: readonly Write[]): Replayed {
  const record: Replayed = { person: {}, doses: {} }
  for (const { doseId, facts } of writes) {
    if (doseId === null) Object.assign(record.person, facts)
    else if (facts === null) delete record.doses[doseId]
    else record.doses[doseId] = { ...record.doses[doseId], ...facts }
  }
  return record
}

/** What a person asks about, in the order of their paper, by the columns that hold it. */
export const STORY_FIELDS = ['full_name', 'birth_text', 'sex', 'id_text', 'phone', 'match_result', 'signed_at'] as const

export const STORY_DOSE_FIELDS = ['number', 'given_text', 'vaccine', 'lot', 'facility', 'signed_at'] as const

export interface ToldValue<W extends Write> {
  value: string | null
  write: W
}

/** The values a field had, newest first, each with the write that brought it. */
export function valuesOf<W extends Write>(
  writes: readonly W[],
  { doseId, field }: { doseId: string | null; field: string },
): ToldValue<W>[] {
  const told: ToldValue<W>[] = []
  for (const write of writes) {
    if (write.doseId !== doseId || write.facts === null || !(field in write.facts)) continue
    const value = textOf(write.facts[field])
    if (told.length === 0 || told.at(-1)?.value !== value) told.push({ value, write })
  }
  return told.reverse()
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
