/** What a citizen says is right about a dose of the batch. */
export interface DoseSaid {
  givenOn: string | null
  vaccine: string | null
  lot: string | null
}

const FIELDS = ['givenOn', 'vaccine', 'lot'] as const

/** One correction the facility could make for every row; `said` of its people say the same. */
export interface BatchFix {
  field: (typeof FIELDS)[number]
  value: string
  said: number
}

/** Two people who say the same could be a family; from here on it is the batch. */
const FEWEST_VOICES = 3

/** The value most of those who reported agree on, when it is not what stands there (features E18); null: they differ. */
export function proposeFix(recorded: DoseSaid, said: readonly DoseSaid[]): BatchFix | null {
  const proposals = FIELDS.flatMap((field) => {
    const values = said.flatMap((one) => one[field] ?? []).filter((value) => value !== recorded[field])
    const [best] = [...Map.groupBy(values, (value) => value)].sort((a, b) => b[1].length - a[1].length)
    return best && best[1].length * 2 > values.length ? [{ field, value: best[0], said: best[1].length }] : []
  })
  const [strongest] = proposals.sort((a, b) => b.said - a.said)
  return strongest && strongest.said >= FEWEST_VOICES ? strongest : null
}
