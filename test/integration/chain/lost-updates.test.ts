import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { plain } from '../../support/form-browser.ts'
import {
  answeredList,
  type ChainHouse,
  newIdNumber,
  openChainHouse,
  peopleWaiting,
  signedReturn,
  value,
  words,
} from './chain-house.ts'
import { openChainPortal } from './chain-portal.ts'

let house: ChainHouse
beforeAll(async () => {
  house = await openChainHouse()
})
afterAll(() => house.close())

const HEADER = 'Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Kết quả xác minh'
const PEOPLE = 120

type Fate = 'landed' | 'lost' | 'overwritten' | 'not in the list'

/** What the invented Platform did with row `n`: half of the file lands, the rest is lost in three silent ways. */
const fateOf = (n: number): Fate =>
  n % 2 === 0 ? 'landed' : (['lost', 'overwritten', 'not in the list'] as const)[n % 3]!

function lineOf(person: PlatformRecord, n: number): string[] {
  const fate = fateOf(n)
  if (fate === 'not in the list') return []
  const number = { landed: newIdNumber(n + 1), lost: '', overwritten: newIdNumber(500_000 + n) }[fate]
  const result = fate === 'landed' ? 'Xác minh thông tin đúng' : 'Xác minh thông tin sai'
  return [`${person.recordId},${person.fullName},17/05/1990,Nữ,${number},${result}`]
}

test('G03 D07 of 120 updates every one the Platform lost in silence is found by the next import, and only landed ones are told', async () => {
  const people = await peopleWaiting(house, PEOPLE)
  const list = await answeredList(house, PEOPLE)
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  const sent = value(await exportForPlatform(house.app, { officer: house.clerk, kind: 'import_file' }))
  house.clock.advance(86_400_000)
  const bytes = Buffer.from([HEADER, ...people.flatMap(lineOf)].join('\n'))
  const upload = { officer: house.clerk, unitId: 'tyt-mau', fileName: 'ket-qua.csv', bytes, rowsDeclared: null }
  const { importId } = value(await uploadResults(house.app, upload))
  await settleResults(house.app, { importId })

  const { rows } = value(await exportOf(house.app, 'tyt-mau', sent.id))
  const found = new Map(rows.map((row) => [row.personId, row.state]))
  const wanted = {
    landed: 'landed',
    lost: 'not_landed',
    overwritten: 'changed_by_other',
    'not in the list': 'exported',
  }
  for (const [n, person] of people.entries()) expect([n, found.get(person.id)]).toEqual([n, wanted[fateOf(n)]])

  const told = await house.db
    .selectFrom('outbox')
    .innerJoin('reports', 'reports.id', 'outbox.report_id')
    .select(['reports.person_id', 'outbox.content'])
    .execute()
  const landed = told.filter((row) => (row.content as { templateKey: string }).templateKey === 'report-landed')
  const arrived = people.filter((_, n) => fateOf(n) === 'landed').map((person) => person.id)
  expect(landed.map((row) => row.person_id).toSorted()).toEqual(arrived.toSorted())
})

test('G06 the page of an export prints its rows, its classes and the sum of its digits, which anybody can add up again', async () => {
  const [sent] = await house.db.selectFrom('exports').select(['id', 'file_sha256']).execute()
  const portal = await openChainPortal(house)
  const page = plain((await portal.as('clerk').get(`/can-bo/xuat-du-lieu/${sent?.id}`)).html)
  const totals = page.slice(page.indexOf('Tổng kiểm tra'))
  await portal.close()
  const numbers = Array.from({ length: PEOPLE }, (_, n) => newIdNumber(n + 1)).join('')
  const digits = [...numbers].reduce((sum, digit) => sum + Number(digit), 0)
  expect(totals).toBe(
    `Tổng kiểm tra Số người ${PEOPLE} Chưa có số định danh ${PEOPLE} Tổng các chữ số của số định danh ${digits} SHA-256 của tệp ${sent?.file_sha256}`,
  )
})
