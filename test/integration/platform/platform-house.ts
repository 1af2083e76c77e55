import type { ExportKind } from '../../../core/domain/exchange/export-kind.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { NationalPlatform } from '../../../core/ports/platform.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { applyImport, requestApply } from '../../../core/use-cases/imports/apply-import.ts'
import { readImport } from '../../../core/use-cases/imports/read-import.ts'
import { uploadImport } from '../../../core/use-cases/imports/upload-import.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { type Book, openBook } from '../../fakes/platform/book.ts'
import { inventPerson } from '../../fakes/platform/invented-people.ts'
import { dosesList, recordsList } from '../../fakes/platform/lists.ts'
import {
  answeredList,
  aReport,
  type ChainHouse,
  openChainHouse,
  sendToPolice,
  signedReturn,
  value,
  words,
} from '../chain/chain-house.ts'

export const UNIT = 'tyt-mau'
export const DAY = 86_400_000

export interface PlatformHouse extends ChainHouse {
  book: Book
  /** The same house with this door to the Platform. */
  through(national: NationalPlatform): ChainHouse['app']
}

/** A house whose records came from a practice Platform of `count` invented people, every third of them without a number. */
export async function openPlatformHouse(count: number): Promise<PlatformHouse> {
  const house = await openChainHouse()
  const people = Array.from({ length: count }, (_, n) => inventPerson(n + 1, unitOf(n), 'Trạm Y tế xã Mẫu'))
  const book = openBook(people)
  for (let n = 0; n < count; n += PER_UNIT) {
    const unitId = unitOf(n)
    if (n > 0) await addUnit(house, unitId)
    await importNow(house, recordsList(book, unitId), 'doi-tuong.csv', unitId)
    await importNow(house, dosesList(book, unitId), 'mui-tiem.csv', unitId)
  }
  return { ...house, book, through: (national) => ({ ...house.app, national }) }
}

/** As many as one upload of 20 MB holds. */
const PER_UNIT = 20_000
const unitOf = (n: number) => (n < PER_UNIT ? UNIT : `${UNIT}-${Math.floor(n / PER_UNIT)}`)

async function addUnit(house: ChainHouse, id: string): Promise<void> {
  const values = {
    id,
    code: id,
    dataset_version: '2021',
    valid_from: '2021-01-01',
    kind: 'station',
    name: `Trạm ${id}`,
  }
  await house.db
    .insertInto('units')
    .values({ ...values, parent_id: 'ttyt-mau' })
    .execute()
}

export async function importNow(
  house: ChainHouse,
  csv: string,
  fileName: string,
  unitId = UNIT,
  isWhole = false,
): Promise<string> {
  const upload = { officer: null, unitId, fileName, bytes: Buffer.from(csv), rowsDeclared: null, isWhole }
  const { importId } = value(await uploadImport(house.app, upload))
  await readImport(house.app, { importId })
  value(await requestApply(house.app, { importId, officer: null }))
  await applyImport(house.app, { importId })
  return importId
}

/** Records in the mirror by the Platform's ids. */
export async function recordsOf(house: ChainHouse, recordIds: readonly string[]): Promise<PlatformRecord[]> {
  return house.app.store.transaction(async (tx) => {
    const found: PlatformRecord[] = []
    for (const id of recordIds) {
      const record = await tx.records.byRecordId(id)
      if (record) found.push(record)
    }
    return found
  })
}

/** People without a number whom the police have confirmed with the number the population database knows. */
export async function confirmedPeople(house: PlatformHouse, count: number, skip = 0): Promise<PlatformRecord[]> {
  const without = [...house.book.records.values()].filter((one) => one.idNumber === '').slice(skip, skip + count)
  const records = await recordsOf(
    house,
    without.map((one) => one.recordId),
  )
  for (const record of records) {
    const truth = house.book.truths.get(record.recordId)
    await sendToPolice(house, await aReport(house, record), record, truth?.idNumber ?? '')
  }
  const list = await answeredList(house, records.length)
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  return records
}

export const sendOut = async (house: ChainHouse, kind: ExportKind = 'import_file') =>
  value(await exportForPlatform(house.app, { officer: house.clerk, kind }))
