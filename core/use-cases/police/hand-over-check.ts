import { type FrozenList, freezeList, freezeReturn } from '../../domain/exchange/frozen-list.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PoliceList, PoliceReturn, PoliceRow } from '../../ports/police-lists.ts'
import { sha256 } from '../exchange/sha256.ts'
import { answeredRow } from './draw-up-return.ts'

/**
 * Issued hash + answers must give the frozen return, character by character, and the file must be the one that was signed
 * (features F06). Whatever differs stops the import with `file_changed`; `part` says what.
 */
export function checkHandOver(handOver: {
  list: PoliceList
  rows: readonly PoliceRow[]
  returned: PoliceReturn
  file: Uint8Array
}): Outcome<null> {
  const { list, rows, returned, file } = handOver
  if (sha256(list.canonical) !== list.sha256 || !rowsAreAsIssued(list, rows))
    return object('file_changed', { part: 'list' })
  const answers = rows.filter((row) => row.returnId === returned.id).flatMap(answeredRow)
  const canonical = freezeReturn({ list: list.number, issuedSha256: list.sha256, part: returned.part, answers })
  if (canonical !== returned.canonical || sha256(canonical) !== returned.sha256)
    return object('file_changed', { part: 'answers' })
  return sha256(file) === returned.fileSha256 ? done(null) : object('file_changed', { part: 'paper' })
}

function rowsAreAsIssued(list: PoliceList, rows: readonly PoliceRow[]): boolean {
  const issued = JSON.parse(list.canonical) as FrozenList
  const now = rows.map((row) => ({
    row: row.rowNo,
    fullName: row.fullName,
    birthDate: row.birthDate,
    sex: row.sex,
    idNumber: row.idNumber,
  }))
  return freezeList({ ...issued, rows: now }) === list.canonical
}
