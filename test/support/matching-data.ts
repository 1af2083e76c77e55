import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type MatchFacts, readMatchFacts } from '../../core/domain/matching/match-facts.ts'
import type { MatchRecord } from '../../core/domain/matching/match-index.ts'

export type MatchingData = {
  records: MatchRecord[]
  queries: { queryId: string; facts: MatchFacts }[]
  truth: Map<string, Truth>
}
export type Truth = { recordIds: string[]; type: string; subtype: string; group: string; noise: string; multi: string }
type Row = Record<string, string>

/** Reads a folder as the matching generator writes it: records, doses, queries and the truth. */
export function readMatchingData(folder: string): MatchingData {
  const rows = (name: string): Row[] => parse(readFileSync(`${folder}/${name}.csv`), { columns: true })
  const doses = new Map<string, { date: string; vaccine: string }[]>()
  for (const dose of rows('doses')) {
    const id = dose.record_id ?? ''
    doses.set(id, [...(doses.get(id) ?? []), { date: dose.date ?? '', vaccine: dose.vaccine ?? '' }])
  }
  return {
    records: rows('records').map((row) => ({
      recordId: row.record_id ?? '',
      facts: readRow(row, doses.get(row.record_id ?? '') ?? []),
    })),
    queries: rows('queries').map((row) => ({ queryId: row.query_id ?? '', facts: readRow(row, claimedDose(row)) })),
    truth: new Map(rows('truth').map((row) => [row.query_id ?? '', readTruth(row)])),
  }
}

function readRow(row: Row, doses: { date: string; vaccine: string }[]): MatchFacts {
  const text = (column: string) => row[column] ?? ''
  return readMatchFacts({
    fullName: text('full_name'),
    birthDate: text('dob'),
    sex: text('gender'),
    idNumber: text('id_number'),
    oldIdNumber: text('old_id_number'),
    phone: text('phone'),
    province: text('province'),
    district: text('district'),
    commune: text('commune'),
    doses,
  })
}

function claimedDose(row: Row): { date: string; vaccine: string }[] {
  return row.dose_date ? [{ date: row.dose_date, vaccine: row.dose_vaccine ?? '' }] : []
}

function readTruth(row: Row): Truth {
  return {
    recordIds: (row.record_ids ?? '').split(' ').filter(Boolean),
    type: row.type ?? '',
    subtype: row.subtype ?? '',
    group: row.group ?? '',
    noise: row.query_noise ?? '',
    multi: row.multi ?? '',
  }
}
