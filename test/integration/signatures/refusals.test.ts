import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { newestPaper, returnedPaper } from '../../../core/use-cases/police/return-files.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import { startSession, tokensOf } from '../../../core/use-cases/token-signing/start-session.ts'
import { readSoftSigner, signDetached } from '../../../platform/signing/cms.ts'
import { issuerHashOf } from '../../../platform/signing/revocation-list.ts'
import { signPdf } from '../../../platform/signing/sign-pdf.ts'
import { makeTestCa, type TestCertificate } from '../../support/test-ca.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { answeredList, peopleWaiting, value } from '../chain/chain-house.ts'
import { type Account, anAccount } from '../desk/desk-house.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let house: SignatureHouse
let portal: WholePortal
let list: { id: string; number: string }
let [police, clerk]: Account[] = []
let row = 0
beforeAll(async () => {
  house = await openSignatureHouse()
  portal = await openWholePortal(house)
  await peopleWaiting(house, 10)
  list = await answeredList(house, 0)
  police = await anAccount(house, { role: 'police_officer', unitId: 'ca-mau' })
  clerk = await anAccount(house, { role: 'clerk' })
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const policeOfficer = () => ({ ...house.police, staffId: police?.staffId ?? '' })
const clerkOfficer = () => ({ ...house.clerk, staffId: clerk?.staffId ?? '' })
const now = () => house.clock.now()
const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000)

/** One more row answered and drawn up: the paper that is signed next. */
async function nextPart() {
  row += 1
  const answers = [{ rowNo: row, answer: 'match' as const, wrongFields: [], note: null }]
  value(await answerPoliceRows(house.app, { officer: policeOfficer(), listId: list.id, answers }))
  return value(await drawUpReturn(house.app, { officer: policeOfficer(), listId: list.id }))
}

const read = async (id: string) => {
  const found = await house.app.store.transaction((tx) => tx.policeLists.lockReturn(id))
  if (!found) throw new Error('The return of this test is gone')
  return found
}

async function revoke(one: TestCertificate, at: Date): Promise<void> {
  const crl = await house.ca.crl([{ of: one, at }], { from: at, next: inMinutes(60) })
  const issuerHash = issuerHashOf(one.certificate)
  const kept = { issuerHash, crl, thisUpdate: at, nextUpdate: inMinutes(60), url: null, fetchedAt: now() }
  await house.app.store.transaction((tx) => tx.certificates.saveCrl(kept))
}

const signer = (one: TestCertificate) => readSoftSigner(one.pem, one.keyPem)

const signed = (file: Buffer, one: TestCertificate, side: 'police' | 'station' = 'police') =>
  signPdf(file, signer(one), { side, name: 'Cán bộ Thử', reason: 'Ký', place: 'Xã Mẫu', lines: ['Ký bởi'] }, now())

function flipped(file: Buffer, place: number): Buffer {
  const copy = Buffer.from(file)
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}

/** What the signing program on the officer's machine is told when it brings the file back. */
async function upload(purpose: 'return' | 'accept', returnId: string, file: Buffer): Promise<string> {
  const officer = purpose === 'return' ? policeOfficer() : clerkOfficer()
  const { id } = value(await startSession(house.app, { officer, purpose, returnId }))
  const body = new FormData()
  body.append('uploadfile', new Blob([new Uint8Array(file)]), 'signed.pdf')
  const address = `${portal.url}/ky-token/gui/${tokensOf(house.app, id).upload}`
  const answer = (await (await fetch(address, { method: 'POST', body })).json()) as { Status: boolean; Message: string }
  return answer.Status ? 'taken' : answer.Message
}

test('F06 what an agent brings back (PAdES) is refused in the program’s own window, each wrong in its own words', async () => {
  const mine = await house.certified(policeOfficer(), await house.ca.issue(), 'browser')
  const drawn = await nextPart()
  const paper = await returnedPaper(house.app, drawn)
  const back = (file: Buffer) => upload('return', drawn.id, file)
  const good = await signed(paper, mine)
  expect(await back(flipped(good, 900))).toContain('Đây không phải tệp đã gửi đi để ký.')
  expect(await back(flipped(good, good.indexOf('ETSI.CAdES') + 2))).toContain('Tệp đã bị sửa sau khi ký')
  expect(await back(await signed(paper, await house.ca.issue()))).toContain('chưa đăng ký cho cán bộ nào')
  const clerks = await house.certified(clerkOfficer(), await house.ca.issue(), 'browser')
  expect(await back(await signed(paper, clerks))).toContain('không phải của cán bộ đang ký')
  const stranger = await (await makeTestCa(now(), 'CA lạ')).issue()
  expect(await back(await signed(paper, stranger))).toContain('một tổ chức chưa được cài là tin cậy')
  const short = await house.certified(policeOfficer(), await house.ca.issue({ to: inMinutes(5) }), 'browser')
  house.clock.advance(6 * 60_000)
  expect(await back(await signed(paper, short))).toContain('Chứng thư đã hết hạn.')
  const lost = await house.certified(policeOfficer(), await house.ca.issue(), 'browser')
  await revoke(lost, inMinutes(-1))
  expect(await back(await signed(paper, lost))).toContain('Chứng thư đã bị thu hồi.')
  expect(await read(drawn.id), 'nothing of all this was taken').toMatchObject({ state: 'drawn_up', signer: null })
  const own = await house.certified(policeOfficer(), await house.ca.issue(), 'browser')
  expect(await back(await signed(paper, own))).toBe('taken')
  const first = await newestPaper(house.app, await read(drawn.id))
  const station = (file: Buffer) => upload('accept', drawn.id, file)
  expect(await station(await signed(first, own, 'station'))).toContain('hai chứng thư khác nhau')
  await house.db.updateTable('police_returns').set({ signed_by: clerkOfficer().staffId }).execute()
  expect(await station(await signed(first, clerks, 'station'))).toContain('phải là hai người khác nhau')
  await house.db.updateTable('police_returns').set({ signed_by: policeOfficer().staffId }).execute()
  expect(await station(await signed(first, clerks, 'station'))).toBe('taken')
})

async function loggedIn(account: Account) {
  const visitor = portal.browser()
  const { login, password } = account
  const first = await visitor.send(await visitor.open('/can-bo/dang-nhap'), { login, password })
  await visitor.send(first, { code: account.code() })
  return visitor
}

test('F06 the detached signature (CAdES) and the file are checked when the station takes the list back: the page says which is wrong', async () => {
  const [mine, clerks] = [await house.certified(policeOfficer()), await house.certified(clerkOfficer())]
  const drawn = await nextPart()
  value(await signReturn(house.app, { officer: policeOfficer(), returnId: drawn.id, by: { method: 'certificate' } }))
  const kept = await read(drawn.id)
  const [paper, page] = [await returnedPaper(house.app, kept), `/can-bo/danh-sach/${list.number}`]
  const visitor = await loggedIn(clerk as Account)
  const station = async (returnedFile?: Buffer) => {
    const file = returnedFile && { fileName: 'a.pdf', type: 'application/pdf', bytes: returnedFile }
    const filling = { returnId: drawn.id, ...(file ? { returnedFile: file } : {}) }
    return (await visitor.send(await visitor.open(page), filling, 'nhận bàn giao')).html
  }
  const asIf = (columns: { signature?: Buffer | null; signed_at?: Date | null; signed_by?: string | null }) =>
    house.db.updateTable('police_returns').set(columns).where('id', '=', drawn.id).execute()
  const with7s = async (bytes: Buffer, one: TestCertificate) => {
    await asIf({ signature: await signDetached(bytes, signer(one), now()) })
    const html = await station()
    await asIf({ signature: kept.signature })
    return html
  }
  expect(await station(flipped(paper, 900))).toContain('dù chỉ khác một ký tự')
  expect(await with7s(flipped(paper, 900), mine)).toContain('Đây không phải tệp đã gửi đi để ký.')
  expect(await with7s(paper, clerks)).toContain('không phải của cán bộ đang ký')
  await asIf({ signed_by: clerkOfficer().staffId })
  expect(await station()).toContain('phải là hai người khác nhau')
  await asIf({ signed_by: kept.signedBy, signed_at: new Date(mine.certificate.validToDate.getTime() + 1000) })
  expect(await station()).toContain('Chứng thư đã hết hạn.')
  await asIf({ signed_at: kept.signedAt })
  await revoke(mine, new Date((kept.signedAt ?? now()).getTime() - 1000))
  expect(await station()).toContain('Chứng thư đã bị thu hồi.')
  expect((await read(drawn.id)).state).toBe('signed')
  // The same list, its authority silent: taken, and the page says that revocation could not be checked.
  await house.db.deleteFrom('signing_crls').execute()
  expect(await station()).toContain('khi ký chưa kiểm tra được chứng thư có bị thu hồi không')
  expect(await read(drawn.id)).toMatchObject({ state: 'accepted', acceptedRevocation: 'unknown' })
})
