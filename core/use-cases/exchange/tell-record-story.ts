import type { ChangedField } from '../../domain/exchange/approved-change.ts'
import { STORY_DOSE_FIELDS, STORY_FIELDS, valuesOf } from '../../domain/exchange/record-story.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import { isInScope, scopeOf } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { LandedValue, RecordWrite } from '../../ports/platform-desk.ts'
import type { Officer } from '../../ports/staff.ts'

export interface ToldLine {
  value: string | null
  at: Date
  source: RecordWrite['source']
  /** Who decided it and on what paper; null: the Platform's own file brought it. */
  authority: LandedValue | null
}

export interface ToldField {
  field: (typeof STORY_FIELDS)[number] | (typeof STORY_DOSE_FIELDS)[number]
  lines: ToldLine[]
}

export interface RecordStory {
  record: PlatformRecord
  fields: ToldField[]
  doses: { doseId: string; isGone: boolean; fields: ToldField[] }[]
}

/** "Why is my name this?": every value a record had, who brought it, when, by which file and on what evidence (features G07). */
export async function tellRecordStory(app: App, officer: Officer, recordId: string): Promise<Outcome<RecordStory>> {
  return app.store.transaction(async (tx) => {
    const record = await tx.records.byRecordId(recordId)
    if (!record || !isInScope(scopeOf(officer, await tx.units.all()), record.unitId)) return object('no_such_person')
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'read_record_story',
      subjectKind: 'person',
      subjectId: record.id,
    })
    const [writes, landed] = [await tx.recordHistories.of(record.id), await tx.recordHistories.landed(record.id)]
    const doseIds = [...new Set(writes.flatMap(({ doseId }) => doseId ?? []))]
    const doses = doseIds.map((doseId) => ({
      doseId,
      isGone: writes.findLast((write) => write.doseId === doseId)?.facts === null,
      fields: STORY_DOSE_FIELDS.map((field) => told(writes, landed, doseId, field)),
    }))
    return done({ record, fields: STORY_FIELDS.map((field) => told(writes, landed, null, field)), doses })
  })
}

const CHANGED: Readonly<Record<string, ChangedField>> = {
  full_name: 'fullName',
  birth_text: 'birthDate',
  sex: 'sex',
  id_text: 'idNumber',
  phone: 'phone',
}

function told(
  writes: readonly RecordWrite[],
  landed: readonly LandedValue[],
  doseId: string | null,
  field: ToldField['field'],
): ToldField {
  const changed = doseId === null ? CHANGED[field] : 'dose'
  const lines = valuesOf(writes, { doseId, field }).map(({ value, write }) => ({
    value,
    at: write.source?.at ?? write.at,
    source: write.source,
    authority: landed.find((one) => isBehind(one, { changed, doseId, write })) ?? null,
  }))
  return { field, lines }
}

/** The value that came with the list which settled our row is the one we sent. */
function isBehind(
  one: LandedValue,
  { changed, doseId, write }: { changed: ChangedField | undefined; doseId: string | null; write: RecordWrite },
): boolean {
  return one.field === changed && one.importId === write.source?.importId && (doseId === null || one.doseId === doseId)
}
