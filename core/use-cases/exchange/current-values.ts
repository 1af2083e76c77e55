import type { ApprovedChange, DoseFacts } from '../../domain/exchange/approved-change.ts'
import type { Snapshot } from '../../domain/exchange/snapshot.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import { recordedDose, recordedField } from '../identity/recorded-values.ts'

type Change = Pick<ApprovedChange, 'id' | 'field' | 'doseId' | 'correct'>

/** What the changes want to stand on the Platform, by path; a dose says only what it states. */
export function wantedValues(changes: readonly Change[]): Snapshot {
  return Object.fromEntries(
    changes.flatMap((change) => entriesOf(change, () => null).map(({ path, wanted }) => [path, wanted])),
  )
}

/** What stands at the same paths in the mirror now. */
export function currentValues(
  mirror: { record: PlatformRecord; doses: readonly RecordedDose[] },
  changes: readonly Change[],
): Snapshot {
  const { record, doses } = mirror
  return Object.fromEntries(
    changes.flatMap((change) => {
      const dose = change.field === 'dose' ? doseOf(doses, change) : null
      const read = (key: keyof DoseFacts) => doseValue(dose, key)
      return entriesOf(change, read).map(({ path, now }) =>
        change.field === 'dose' ? [path, now] : [path, recordedField(record, change.field)],
      )
    }),
  )
}

function entriesOf(change: Change, read: (key: keyof DoseFacts) => string | null) {
  if (typeof change.correct === 'string') return [{ path: change.field as string, wanted: change.correct, now: null }]
  const name = change.doseId ?? `new-${change.id}`
  const facts = change.correct
  const stated = (Object.keys(facts) as (keyof DoseFacts)[]).filter((key) => facts[key] !== null)
  const keys = facts.removed === 'yes' ? (['removed'] as const) : stated
  return keys.map((key) => ({ path: `dose.${name}.${key}`, wanted: facts[key], now: read(key) }))
}

/** A dose that was missing is recognised by its day, or by its number when no day was told. */
function doseOf(doses: readonly RecordedDose[], change: Change): RecordedDose | null {
  if (change.doseId) return doses.find((dose) => dose.id === change.doseId) ?? null
  const facts = change.correct as DoseFacts
  const isIt = (dose: RecordedDose) =>
    facts.givenOn ? dose.givenOn === facts.givenOn : facts.number !== null && String(dose.number) === facts.number
  return doses.find(isIt) ?? null
}

function doseValue(dose: RecordedDose | null, key: keyof DoseFacts): string | null {
  if (key === 'removed') return dose ? null : 'yes'
  return dose ? recordedDose(dose)[key] : null
}
