import { foldName, readFullName } from '../../domain/person/full-name.ts'
import { maskId } from '../../domain/person/mask.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { isInScope, type Scope } from '../../policy.ts'
import type { Tx } from '../../ports/store.ts'
import type { SimilarRecord } from './case-view.ts'

/** Records with the claimed number or a confirmed other one, or the claimed name, birth date and sex; those out of scope are only counted. */
export async function similarRecords(
  tx: Tx,
  report: Report,
  scope: Scope,
  otherNumbers: readonly string[] = [],
): Promise<{ similar: SimilarRecord[]; elsewhere: number }> {
  const number = claimedNumber(report)
  const found = new Map<string, PlatformRecord>()
  for (const record of await byFacts(tx, report)) found.set(record.id, record)
  for (const one of [...(number ? [number] : []), ...otherNumbers])
    for (const record of await tx.records.byIdNumber(one)) found.set(record.id, record)
  const near = [...found.values()].filter((record) => isInScope(scope, record.unitId))
  const similar: SimilarRecord[] = []
  for (const record of near) similar.push(await shown(tx, record, number))
  return { similar, elsewhere: found.size - near.length }
}

function claimedNumber({ changes, claimant }: Report): string | null {
  return changes.find((change) => change.field === 'idNumber')?.correct ?? claimant.idNumber
}

/** A wrong name or date is what the report is about, so both the claimed and the told recorded value are looked for. */
async function byFacts(tx: Tx, { claimant, changes }: Report): Promise<PlatformRecord[]> {
  const told = (field: string) => changes.find((change) => change.field === field)
  const names = [claimant.fullName, told('fullName')?.recorded, told('fullName')?.correct]
  const dates = [claimant.birthDate, told('birthDate')?.recorded, told('birthDate')?.correct]
  const found: PlatformRecord[] = []
  for (const text of new Set(names.filter((value) => typeof value === 'string'))) {
    const name = readFullName(text)
    if (!name) continue
    for (const birthDate of new Set(dates.filter((value) => typeof value === 'string' && ISO_DAY.test(value))))
      for (const sex of ['male', 'female'] as const)
        found.push(
          ...(await tx.records.byNameBirthSex({ nameFolded: foldName(name), birthDate: String(birthDate), sex })),
        )
  }
  return found
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

async function shown(tx: Tx, record: PlatformRecord, number: string | null): Promise<SimilarRecord> {
  const { id, recordId, fullName, birthDate, sex, idNumber, idText, commune } = record
  const known = idNumber ?? idText
  return {
    personId: id,
    recordId,
    fullName,
    birthDate,
    sex,
    idMasked: known ? maskId(known) : null,
    commune,
    doses: (await tx.records.dosesOf(id)).length,
    sameNumber: number !== null && idNumber === number,
  }
}
