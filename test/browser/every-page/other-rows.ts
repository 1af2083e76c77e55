import { SHEET_COLUMNS } from '../../../core/domain/sheet/sheet-row.ts'
import type { ChainHouse } from '../../integration/chain/chain-house.ts'
import { aMember, aRelative } from '../../integration/family/family-house.ts'
import { agreedBySms, helpOne } from '../../integration/helper/helper-house.ts'
import type { FormBrowser } from '../../support/form-browser.ts'

export interface OtherRows {
  /** A relative of the citizen. */
  member: string
  /** A sheet of several people the citizen sent, and the token of the link to one of them. */
  sheet: string
  sheetToken: string
  rightsReceipt: string
  helperSlip: string
}

type Helper = FormBrowser & { staffId: string }

/** What people do for others, and what they asked about their own data. */
export async function otherRows(
  house: ChainHouse,
  { citizen, phone, helper }: { citizen: FormBrowser; phone: string; helper: Helper },
): Promise<OtherRows> {
  const address = `web|portal|${citizen.cookies.get('phien')?.split('.')[0]}`
  const member = await aMember(house, await aRelative(house, { phone }), address)
  return {
    member,
    ...(await sheetRows(house, citizen, phone)),
    rightsReceipt: await rightsRow(citizen),
    helperSlip: await helperRows(house, helper),
  }
}

async function sheetRows(house: ChainHouse, citizen: FormBrowser, phone: string) {
  const row = ['Lý Thị Mẫu', '17/05/1990', 'Nữ', '', `0${phone.slice(3)}`, 'Họ và tên', 'Lý Thị Mẩu', '']
  const withoutPhone = ['Trần Thị Mẫu', '01/02/1985', 'Nữ', '', '', 'Chưa có hộ chiếu vắc xin', '', '']
  const wrong = ['Hùng', '31/02/1990', 'x', '12', '123', 'Đổi nhà', '', '']
  const columns = Object.values(SHEET_COLUMNS).map((header) => ({ header }))
  const bytes = await house.app.sheets.write({ sheetName: 'Danh sách', columns, rows: [row, withoutPhone, wrong] })
  const file = { fileName: 'lop-1a.xlsx', type: 'application/octet-stream', bytes }
  const status = await citizen.send(await citizen.open('/bang-nhieu-nguoi'), { sheet: file })
  const told = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .execute()
  const link =
    told
      .map(({ content }) => JSON.stringify(content))
      .join()
      .match(/\/x\/([\w-]+)/)?.[1] ?? ''
  return { sheet: lastPart(status.url), sheetToken: link }
}

/** One request the station answers, and one that is done at once and has a receipt. */
async function rightsRow(citizen: FormBrowser): Promise<string> {
  const ask = async (kind: string) =>
    citizen.send(await citizen.open(`/quyen-cua-toi/yeu-cau/${kind}`), { sure: 'yes' })
  await ask('object')
  return lastPart((await ask('withdraw')).url)
}

/** One citizen helped to the end, another who has just agreed; the helper's browser stands with the second. */
async function helperRows(house: ChainHouse, { staffId, cookies }: Helper): Promise<string> {
  const account = await house.app.store.transaction((tx) => tx.staff.get(staffId))
  if (!account) throw new Error('the helper has no account')
  const { login, fullName, role, unitId, unitName } = account
  const officer = { staffId, login, fullName, role, unitId, unitName }
  const helped = await helpOne(house, officer, '+84912345699')
  const { token } = await agreedBySms(house, officer, '+84912345698')
  cookies.set('so_tiem_giup', token)
  return helped.sessionId
}

const lastPart = (url: string) => new URL(url, 'http://portal').pathname.split('/').at(-1) ?? ''
