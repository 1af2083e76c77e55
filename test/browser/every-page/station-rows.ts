import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { StaffRole } from '../../../core/domain/role.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { readImport } from '../../../core/use-cases/imports/read-import.ts'
import { drawUpLetters } from '../../../core/use-cases/letters/draw-up-letters.ts'
import { startCampaign } from '../../../core/use-cases/reminders/start-campaign.ts'
import { drawUpMinutes } from '../../../core/use-cases/signing/draw-up-minutes.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import {
  answeredList,
  approve,
  aReport,
  type ChainHouse,
  newIdNumber,
  peopleWaiting,
  signedReturn,
  value,
} from '../../integration/chain/chain-house.ts'
import { anOfficer, aReport as deskReport } from '../../integration/desk/desk-house.ts'
import { answer, aPersonWaiting, drawUp, typeIn } from '../../integration/hamlet/hamlet-house.ts'
import { newPerson, openTime, say } from '../../integration/thread/thread-builders.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import { provedPhone } from '../../support/proved-phone.ts'
import { otherWorkRows } from './other-work-rows.ts'

export interface StationRows {
  list: string
  hamletList: string
  export: string
  result: string
  import: string
  campaign: string
  letterBatch: string
  /** Minutes that wait for their scan. */
  minutes: string
  thread: string
  /** A record whose values' sources can be read. */
  recordId: string
  /** A report of somebody with two records. */
  split: string
  /** A planned decision about many, two records alike, a merge plan, and a batch gone wrong (features E06, E08, E18). */
  bulk: string
  pair: readonly [string, string]
  mergePlan: string
  batch: string
}

type Log = (role: StaffRole) => Promise<FormBrowser>

/** Each desk of the station, the police and the province with something on it. */
export async function stationRows(house: ChainHouse, officer: Log): Promise<StationRows> {
  const clerk = await officer('clerk')
  const list = await policeRows(house)
  const exported = await exportedRows(house)
  await anError(house)
  return {
    list,
    hamletList: await hamletRows(house),
    export: exported,
    result: await resultRows(house, clerk),
    import: await importRows(house, clerk),
    ...(await reminderRows(house)),
    thread: await talks(house),
    minutes: await minutesRow(house),
    recordId: (await house.person({ fullName: 'Lê Thị Nguồn', idNumber: newIdNumber(401) })).recordId,
    split: await splitPerson(house),
    ...(await otherWorkRows(house, clerk)),
  }
}

async function policeRows(house: ChainHouse): Promise<string> {
  await peopleWaiting(house, 3)
  const list = await answeredList(house, 2)
  await signedReturn(house, list.id)
  await peopleWaiting(house, 2)
  return list.number
}

/** One sheet with a row that came back otherwise, one that is open, and somebody whose hamlet nobody knows. */
async function hamletRows(house: ChainHouse): Promise<string> {
  for (const address of ['Thôn 8, Xã Mẫu', 'Thôn 8, Xã Mẫu', 'Xã Mẫu', 'Ấp 9, Xã Mẫu'])
    await aPersonWaiting(house, { address })
  const [list] = await drawUp(house, 'Thôn 8')
  if (!list) throw new Error('no sheet')
  value(await typeIn(house, list.id, [answer(1, { answer: 'wrong', corrected: { fullName: 'Trần Thị Mẩu' } })]))
  return list.number
}

async function exportedRows(house: ChainHouse): Promise<string> {
  await phoneApproved(house, 71)
  await phoneApproved(house, 72)
  const { id } = value(await exportForPlatform(house.app, { officer: house.clerk, kind: 'hand_edit' }))
  await phoneApproved(house, 73)
  return id
}

async function phoneApproved(house: ChainHouse, serial: number): Promise<void> {
  const person = await house.person({ fullName: 'Lê Văn Mẫu', idNumber: newIdNumber(serial), phone: '+84900000001' })
  const phone = { field: 'phone', recorded: '+84900000001', correct: '+84912345670', source: 'typed' } as const
  await approve(house, await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone] }))
}

const RESULTS = `Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Số điện thoại,Kết quả xác minh
,Không Mã,01/01/1990,Nam,,,Đúng
S-LA,Người Lạ,01/01/1990,Nam,,,Đúng
`

async function resultRows(house: ChainHouse, clerk: FormBrowser): Promise<string> {
  const file = { fileName: 'ket-qua.csv', type: 'text/csv', bytes: Buffer.from(RESULTS) }
  const preview = await clerk.send(await clerk.open('/can-bo/ket-qua'), { file })
  const importId = lastPart(preview.url)
  await clerk.send(preview, {}, 'apply')
  await settleResults(house.app, { importId })
  return importId
}

async function importRows(house: ChainHouse, clerk: FormBrowser): Promise<string> {
  const bytes = readFileSync(new URL('../../../data/practice/records.csv', import.meta.url))
  const page = await clerk.send(await clerk.open('/can-bo/nhap-du-lieu'), {
    file: { fileName: 'ho-so.csv', type: 'text/csv', bytes },
  })
  const importId = lastPart(page.url)
  await readImport(house.app, { importId })
  return importId
}

const lastPart = (url: string) => new URL(url, 'http://portal').pathname.split('/').at(-1) ?? ''

async function reminderRows(house: ChainHouse): Promise<{ campaign: string; letterBatch: string }> {
  const officer = await anOfficer(house)
  const noPhone = { phone: null, class: 'no_id', address: 'Thôn 1' } as const
  await house.person({ fullName: 'Trần Văn Mẫu', ...noPhone })
  await house.person({ fullName: 'Phạm Thị Mẫu', ...noPhone, address: 'Thôn 2' })
  const proved = await house.person({ fullName: 'Phạm Văn Mẫu', phone: '+84912345671', class: 'no_id' })
  await provedPhone(house, proved.id, '+84912345671')
  const { campaignId } = value(await startCampaign(house.app, { officer, audience: 'error_list' }))
  const { batchId } = value(await drawUpLetters(house.app, { officer, kind: 'error_list', hamlet: 'Thôn 1' }))
  return { campaign: campaignId, letterBatch: batchId }
}

/** A talk on two channels, and a message nobody could be given: somebody must call. */
async function talks(house: ChainHouse): Promise<string> {
  const { app } = house
  const { telegram, zalo } = newPerson()
  await app.store.transaction((tx) => tx.contacts.join(telegram, zalo, openTime))
  await say(house, telegram, { text: 'tôi gửi ảnh rồi, cán bộ xem giúp tôi' })
  await say(house, zalo, { text: 'toi da tiem hai mui o tram y te xa ma chi thay mot mui' })
  value(await askHuman(app, { address: zalo, personId: null, text: 'Tôi cần gặp cán bộ' }))
  const id = randomUUID()
  const params = { code: 'PA-2026-0001', link: 'https://so-tiem.test' }
  const content = { kind: 'notice' as const, templateKey: 'report-approved' as const, locale: 'vi' as const, params }
  const about = { id: randomUUID(), outboxId: id, unitId: 'tyt-mau', reportId: null, phone: '+84912345679' }
  await app.store.transaction(async (tx) => {
    const key = { id, idempotencyKey: `n|${id}`, channel: 'zalo' as const, purpose: 'notification' as const }
    await tx.outbox.put({ ...key, address: newPerson().zalo, content })
    await tx.callList.add({ ...about, notice: 'report-approved', reason: 'not_reached' })
  })
  return (await app.store.transaction((tx) => tx.helpRequests.openFor(zalo)))?.id ?? ''
}

async function anError(house: ChainHouse): Promise<void> {
  const at = house.clock.now()
  const id = randomUUID()
  const row = { id, name: 'notify-citizen', data: '{}', unique_key: id, promised_at: at, dead_at: at }
  await house.db
    .insertInto('tasks')
    .values({ ...row, attempts: 6, fault_code: 'ECONNRESET' })
    .execute()
}

async function splitPerson(house: ChainHouse): Promise<string> {
  const one = await house.person({ fullName: 'Vũ Thị Mẫu', idNumber: '012345031' })
  await house.person({ fullName: 'Vũ Thị Mẫu', idNumber: newIdNumber(301), doses: [{ givenOn: '2021-11-15' }] })
  const types: ['DUPLICATE_OR_SPLIT_PROFILE'] = ['DUPLICATE_OR_SPLIT_PROFILE']
  return (await deskReport(house, { personId: one.id, types, changes: [], note: 'Sổ của tôi bị tách làm đôi.' })).code
}

async function minutesRow(house: ChainHouse): Promise<string> {
  const wish = { idNumber: newIdNumber(402), class: 'right', matchResult: 'right' } as const
  const { id } = await house.person({ fullName: 'Lê Thị Biên Bản', ...wish })
  const drawn = { officer: house.head, personIds: [id], drawnOn: '2026-11-16', parties: 'Trạm Y tế và Công an xã Mẫu' }
  return value(await drawUpMinutes(house.app, drawn)).id
}
