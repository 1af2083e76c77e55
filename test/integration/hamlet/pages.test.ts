import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { destroySheetPhotos } from '../../../core/use-cases/hamlet/hamlet-sheets.ts'
import { paths } from '../../../portal/paths.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { type ChainHouse, openChainHouse, value } from '../chain/chain-house.ts'
import { anAccount } from '../desk/desk-house.ts'
import { answer, aPersonWaiting, caseOf, drawUp, typeIn } from './hamlet-house.ts'

let house: ChainHouse
let portal: WholePortal
let clerk: FormBrowser
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
  clerk = await officerAt('tyt-mau')
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

async function officerAt(unitId: string): Promise<FormBrowser> {
  const browser = portal.browser()
  const { login, password, code } = await anAccount(house, { unitId })
  const second = await browser.send(await browser.open(paths.staff.logIn), { login, password })
  await browser.send(second, { code: code() })
  return browser
}

const here = (hamlet: string) => aPersonWaiting(house, { address: `${hamlet}, Xã Mẫu` })

test('E13 the station’s page: hamlets with their people, one press for the sheets, and who is unknown gets a hamlet', async () => {
  await here('Thôn 51')
  const { idCase } = await aPersonWaiting(house, { fullName: 'Đỗ Thị Lạc', address: 'Xã Mẫu' })
  const desk = await clerk.open(paths.hamlet.desk)
  expect(desk.html).toMatch(/Thôn 51 · 1 người/)
  expect(desk.html).toMatch(/Chưa rõ thôn, ấp · 1 người/)
  const refused = await clerk.send(desk, { cases: idCase.id, hamlet: 'ba' }, 'set_hamlet')
  expect([refused.status, refused.html.includes('Hãy ghi cả chữ thôn')]).toEqual([409, true])
  const set = await clerk.send(desk, { cases: idCase.id, hamlet: 'Thôn 51' }, 'set_hamlet')
  expect(set.html).toMatch(/Đã xếp 1 người[\s\S]*Thôn 51 · 2 người/)
  const drawn = await clerk.send(set, {}, 'draw_up')
  expect(drawn.html).toMatch(/Đã lập 1 phiếu[\s\S]*RS-2026-\d{4}[\s\S]*0 \/ 2[\s\S]*Trong hạn/)
})

test('E13 a sheet typed in: what cannot be read stays with its words, the rest is taken; then "the rest is right"', async () => {
  for (let n = 0; n < 3; n += 1) await here('Thôn 52')
  const [list] = await drawUp(house, 'Thôn 52')
  const page = await clerk.open(paths.hamlet.list(list!.number))
  const part = await clerk.send(
    page,
    { 'answer-1': 'dead', 'answer-2': 'wrong', 'idNumber-2': '12345', 'note-2': 'hỏi lại con gái' },
    'save',
  )
  expect(part.status).toBe(422)
  expect(part.html).toMatch(/Đã nhận 1 dòng[\s\S]*Các dòng còn/)
  expect(part.html).toContain('Dòng 2: số định danh có 12 chữ số')
  expect(part.html).toContain('value="12345"')
  expect(part.html).toContain('value="hỏi lại con gái"')
  const fixed = await clerk.send(part, { 'answer-2': 'wrong', 'idNumber-2': '001190000777' }, 'save')
  expect(fixed.html).toContain('trạm ghi 0011900000')
  const rest = await clerk.send(fixed, {}, 'rest')
  expect(rest.html).toContain('Đã trả lời đủ')
})

test('E13 both values stand side by side, an officer chooses, and the case goes on', async () => {
  const { idCase } = await here('Thôn 53')
  const [list] = await drawUp(house, 'Thôn 53')
  value(await typeIn(house, list!.id, [answer(1, { answer: 'wrong', corrected: { fullName: 'Trần Thị Mậu' } })]))
  const desk = await clerk.open(paths.hamlet.desk)
  expect(desk.html).toMatch(/Trần Thị Mẫu<\/td>[\s\S]*<b>Trần Thị Mậu<\/b>/)
  const settled = await clerk.send(desk, { caseId: idCase.id }, 'hamlet')
  expect(settled.html).toContain('Đã chọn giá trị gửi công an')
  expect((await caseOf(house, idCase.id)).proposed.fullName).toBe('Trần Thị Mậu')
})

test('E13 link and PIN are shown once; a new one takes the place of the old, and a press closes it', async () => {
  await here('Thôn 54')
  const [list] = await drawUp(house, 'Thôn 54')
  const at = paths.hamlet.list(list!.number)
  const made = await clerk.send(await clerk.open(at), {}, 'link')
  const [, path = ''] = /(\/ra-soat\/[\w-]{22})</.exec(made.html) ?? []
  const [, pin = ''] = /class="code">(\d{6})</.exec(made.html) ?? []
  const again = await clerk.open(at)
  expect(again.html).toContain('Có một đường dẫn còn dùng được')
  expect(again.html).not.toContain(path)
  const phone = portal.browser()
  const sheet = await phone.send(await phone.open(path), { pin })
  expect(sheet.html).toContain('Đã gửi 0 trên 1 người')
  await clerk.send(again, {}, 'end_link')
  expect((await phone.open(path)).status).toBe(404)
})

test('E13 a photo of the sheet: through the guard, sealed, beside the form, for this station only, and gone a week after', async () => {
  await here('Thôn 55')
  const [list] = await drawUp(house, 'Thôn 55')
  const at = paths.hamlet.list(list!.number)
  const send = async (bytes: Uint8Array, fileName: string) =>
    clerk.send(await clerk.open(at), { photo: { fileName, type: 'image/jpeg', bytes } }, 'photo')
  const hostile = await send(Buffer.from('<script>alert(1)</script>'), 'phieu.jpg')
  expect([hostile.status, hostile.html.includes('không phải ảnh')]).toEqual([409, true])
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#eee' } })
    .withExif({ IFD0: { Copyright: 'GPS 10.1 106.2' } })
    .jpeg()
    .toBuffer()
  const kept = await send(photo, 'phieu.jpg')
  const [, src = ''] = /<img src="(\/can-bo\/thon-ap\/[^"]+)"/.exec(kept.html) ?? []
  const shown = await clerk.download(src)
  expect((await sharp(shown).metadata()).format).toBe('jpeg')
  expect(shown.includes('GPS 10.1')).toBe(false)
  const { file_key } = await house.db.selectFrom('hamlet_sheets').select('file_key').executeTakeFirstOrThrow()
  expect((await house.app.files.get(file_key))?.includes(shown.subarray(0, 64))).toBe(false)
  const looks = house.db.selectFrom('audit').select('action').where('action', '=', 'open_hamlet_sheet')
  expect(await looks.execute()).toHaveLength(1)
  const stranger = await officerAt('ttyt-mau')
  expect((await stranger.open(src)).status).toBe(404)
  expect((await stranger.open(at)).status).toBe(404)

  value(await typeIn(house, list!.id, [answer(1)]))
  house.clock.advance(6 * 86_400_000)
  expect(await destroySheetPhotos(house.app)).toEqual({ destroyed: 0 })
  house.clock.advance(2 * 86_400_000)
  expect(await destroySheetPhotos(house.app)).toEqual({ destroyed: 1 })
  expect(await house.app.files.get(file_key)).toBeNull()
})

test('E13 the clock: reminded in the last day, overdue after the third, and the station is told once each', async () => {
  const { chaseDeadlines } = await import('../../../core/use-cases/clock/chase-deadlines.ts')
  await here('Thôn 56')
  const [list] = await drawUp(house, 'Thôn 56')
  clerk = await officerAt('tyt-mau')
  const kinds = async () => {
    await chaseDeadlines(house.app)
    await chaseDeadlines(house.app)
    const notices = house.db.selectFrom('deadline_notices').select('kind').where('subject_id', '=', list!.id)
    return (await notices.orderBy('noticed_at').execute()).map(({ kind }) => kind)
  }
  expect(await kinds()).toEqual([])
  house.clock.advance(2.9 * 86_400_000)
  expect(await kinds()).toEqual(['hamlet_nudge'])
  clerk = await officerAt('tyt-mau')
  expect((await clerk.open(paths.hamlet.desk)).html).toContain('Sắp hết hạn, nên gọi nhắc')
  house.clock.advance(86_400_000)
  expect(await kinds()).toEqual(['hamlet_nudge', 'hamlet_late'])
  clerk = await officerAt('tyt-mau')
  expect((await clerk.open(paths.hamlet.desk)).html).toContain('Quá hạn, hãy gọi thôn')
})
