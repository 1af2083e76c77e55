import { PDFDocument, PDFName, type PDFRef, PDFString } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendObjects } from '../../../platform/pdf/incremental-update.ts'
import { policeListPdf } from '../../../platform/pdf/list-pdf.ts'
import { type KeyedSigner, readSoftSigner, signDetached } from '../../../platform/signing/cms.ts'
import { type PdfSignature, pdfSignatures } from '../../../platform/signing/pdf-signatures.ts'
import { readRevocationList } from '../../../platform/signing/revocation-list.ts'
import { signPdf } from '../../../platform/signing/sign-pdf.ts'
import { type Trust, verifyDetached } from '../../../platform/signing/verify-cms.ts'
import { verifyPaper } from '../../../platform/signing/verify-pdf.ts'
import { openWitness, type Witness } from '../../support/outside-witnesses.ts'
import { textOfPdf } from '../../support/pdf-text.ts'
import {
  type IssueWish,
  makeTestCa,
  type TestCa,
  type TestCertificate,
  WEB_SERVER_USAGE,
} from '../../support/test-ca.ts'

const noon = new Date()
const later = (days: number) => new Date(noon.getTime() + days * 86_400_000)
let ca: TestCa
let trust: Trust
let witness: Witness
let paper: Buffer

beforeAll(async () => {
  ca = await makeTestCa(noon)
  trust = { roots: [ca.certificate], lists: [] }
  witness = openWitness(ca.pem)
  paper = await aPaper()
})
afterAll(() => witness.close())

async function aPaper(name = 'Trần Thị Mẫu'): Promise<Buffer> {
  const row = { row: 1, fullName: name, birthDate: '1990-05-17', sex: 'female' as const, idNumber: '001190000001' }
  const answers = [{ row: 1, answer: 'match' as const, wrongFields: [], note: null }]
  const made = await policeListPdf({
    ...{ number: 'DS-2026-0001', unit: 'Trạm Y tế xã Mẫu', policeUnit: 'Công an xã Mẫu', drawnUpOn: '2026-11-15' },
    ...{ rows: [row], sha256: 'a'.repeat(64), answered: { part: 1, sha256: 'b'.repeat(64), answers } },
  })
  return Buffer.from(made)
}

const signerOf = ({ pem, keyPem }: TestCertificate, chain: TestCertificate[] = []): KeyedSigner =>
  readSoftSigner(
    pem,
    keyPem,
    chain.map((one) => one.pem),
  )

const shown = (side: 'police' | 'station', name: string) => ({
  ...{ side, name, reason: 'Bàn giao', place: 'Xã Mẫu' },
  lines: [`Đã ký số: ${name}`, 'Cán bộ Công an xã, Công an xã Mẫu', 'Số chứng thư: 4abc', 'Lúc 09:12 ngày 15/11/2026'],
})

const signed = async (file: Buffer, by: KeyedSigner, side: 'police' | 'station' = 'police') =>
  signPdf(file, by, shown(side, 'Phạm Văn Thử'), noon)

/** Just so many; none would make a check of each of them empty. */
async function signaturesOn(file: Buffer, count: number): Promise<PdfSignature[]> {
  const found = (await pdfSignatures(file)) ?? []
  expect(found).toHaveLength(count)
  return found
}

const reasonFor = async (file: Buffer, at = [noon], sent = paper, against = trust) => {
  const verdict = await verifyPaper(sent, file, against, at)
  return verdict.ok ? null : verdict.reason
}

test('F06 PAdES: openssl and pdfsig believe both signatures, and the second leaves the first one valid', async () => {
  const [police, station] = [await ca.issue({ name: 'Phạm Văn Thử' }), await ca.issue({ name: 'Lê Thị Thử' })]
  const first = await signed(paper, signerOf(police))
  const second = await signed(first, signerOf(station), 'station')
  expect(second.subarray(0, first.length).equals(first)).toBe(true)
  for (const { covered, cms } of [...(await signaturesOn(first, 1)), ...(await signaturesOn(second, 2))])
    expect(witness.openssl(covered, cms)).toBe(true)
  const [one, two] = witness.pdfsig(second)
  for (const said of [one, two]) {
    expect(said).toContain('ETSI.CAdES.detached')
    expect(said).toContain('Signature is Valid.')
    expect(said).toContain('Certificate is Trusted.')
  }
  expect(one).toContain('Phạm Văn Thử')
  expect(two).toContain('Total document signed')
  expect(await verifyPaper(paper, second, trust, [noon, noon])).toMatchObject({ ok: true, signatures: [{}, {}] })
})

test('F06 the detached CAdES over the stored bytes, with a chain of two and an RSA key', async () => {
  const below = await ca.below('CA cấp dưới thử')
  const rsa = await below.issue({ kind: 'rsa' })
  const p7s = await signDetached(paper, signerOf(rsa, [below]), noon)
  expect(witness.openssl(paper, p7s)).toBe(true)
  expect(await verifyDetached(paper, p7s, trust, noon)).toMatchObject({ ok: true, revocation: 'unknown' })
  const file = await signed(paper, signerOf(rsa, [below]))
  expect(witness.pdfsig(file)[0]).toContain('Signature is Valid.')
  expect(await reasonFor(file)).toBeNull()
})

test('F06 a list changed by one character is refused, wherever the character stands', async () => {
  const file = await signed(paper, signerOf(await ca.issue()))
  const changed = (at: number, from = file) => {
    const copy = Buffer.from(from)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  expect(await reasonFor(changed(900))).toBe('other_document')
  const appearance = file.indexOf('/ByteRange', paper.length)
  expect(await reasonFor(changed(file.indexOf('/Filter', appearance) + 9))).toBe('altered')
  expect(await reasonFor(Buffer.concat([file, Buffer.from('x')]))).toBe('altered')
  expect(await reasonFor(file, [noon], await aPaper('Trần Thị Mẩu'))).toBe('other_document')
})

test('F06 a script added to the paper before the agent signs it is refused', async () => {
  const pdf = await PDFDocument.load(paper, { updateMetadata: false })
  const { Root } = pdf.context.trailerInfo
  const same = appendObjects(paper, pdf, [Root as PDFRef])
  expect(await reasonFor(await signed(same, signerOf(await ca.issue())))).toBeNull()
  const script = pdf.context.register(pdf.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }))
  pdf.catalog.set(PDFName.of('OpenAction'), script)
  const armed = appendObjects(paper, pdf, [script, Root as PDFRef])
  expect(armed.subarray(0, paper.length).equals(paper)).toBe(true)
  expect(await reasonFor(await signed(armed, signerOf(await ca.issue())))).toBe('other_document')
})

test('F06 words laid over the paper behind a good signature are refused', async () => {
  const file = await signed(paper, signerOf(await ca.issue()))
  const pdf = await PDFDocument.load(paper, { updateMetadata: false })
  pdf.getPage(0).drawRectangle({ x: 50, y: 400, width: 400, height: 100 })
  const rewritten = Buffer.from(await pdf.save({ useObjectStreams: false }))
  expect(await reasonFor(await signed(rewritten, signerOf(await ca.issue())))).toBe('other_document')
  expect(await reasonFor(paper)).toBe('missing')
  expect(await reasonFor(Buffer.from('hello'))).toBe('other_document')
  expect(await reasonFor(await signed(file, signerOf(await ca.issue()), 'station'))).toBe('altered')
})

const REFUSED: [string, IssueWish][] = [
  ['expired', { from: later(-30), to: later(-1) }],
  ['not_yet_valid', { from: later(1), to: later(30) }],
  ['not_for_signing', { usages: WEB_SERVER_USAGE }],
]

test.each(REFUSED)('F06 a certificate that is %s is refused for that', async (reason, wish) => {
  expect(await reasonFor(await signed(paper, signerOf(await ca.issue(wish))))).toBe(reason)
})

test('F06 a stranger’s authority is refused, and so is one whose intermediate is missing', async () => {
  const stranger = await (await makeTestCa(noon, 'CA lạ')).issue()
  expect(await reasonFor(await signed(paper, signerOf(stranger)))).toBe('signer_not_trusted')
  const hidden = await (await ca.below('CA cấp dưới thử')).issue()
  expect(await reasonFor(await signed(paper, signerOf(hidden)))).toBe('signer_not_trusted')
})

test('F06 revocation: revoked is refused, a list that is old or absent is told, and openssl agrees', async () => {
  const [good, revoked] = [await ca.issue(), await ca.issue()]
  const crl = await ca.crl([{ of: revoked, at: later(-1) }], { from: later(-2), next: later(5) })
  const list = readRevocationList(crl)
  if (!list) throw new Error('The list of this test cannot be read')
  const against = { ...trust, lists: [list] }
  const [ours, theirs] = [await signed(paper, signerOf(good)), await signed(paper, signerOf(revoked))]
  expect(await reasonFor(theirs, [noon], paper, against)).toBe('revoked')
  expect(await verifyPaper(paper, ours, against, [noon])).toMatchObject({ signatures: [{ revocation: 'good' }] })
  expect(await verifyPaper(paper, ours, against, [later(6)])).toMatchObject({ signatures: [{ revocation: 'stale' }] })
  expect(await verifyPaper(paper, ours, trust, [noon])).toMatchObject({ signatures: [{ revocation: 'unknown' }] })
  const endless = readRevocationList(await ca.crl([], { from: later(-2) }))
  const withoutEnd = { ...trust, lists: endless ? [endless] : [] }
  expect(await verifyPaper(paper, ours, withoutEnd, [noon])).toMatchObject({ signatures: [{ revocation: 'stale' }] })
  // Received before the certificate was revoked, it stands.
  expect(await reasonFor(theirs, [later(-1.5)], paper, { ...against })).toBe('not_yet_valid')
  const other = await (await makeTestCa(noon)).crl([{ of: good, at: later(-1) }], { from: later(-2) })
  const forged = readRevocationList(other)
  expect(await verifyPaper(paper, ours, { ...trust, lists: forged ? [forged] : [] }, [noon])).toMatchObject({
    signatures: [{ revocation: 'unknown' }],
  })
  const [[lost], [fine]] = [await signaturesOn(theirs, 1), await signaturesOn(ours, 1)]
  const openssl = (one: PdfSignature | undefined, list?: Buffer) => one && witness.openssl(one.covered, one.cms, list)
  expect([openssl(lost), openssl(fine)], 'both were good signatures').toEqual([true, true])
  expect([openssl(lost, crl), openssl(fine, crl)]).toEqual([false, true])
})

test('F06 the box on the paper says who, in what office, with which certificate and when', async () => {
  const file = await signed(paper, signerOf(await ca.issue()))
  // The words stand in the box's own picture; the page around it reads as before.
  expect(await textOfPdf(file)).toEqual(await textOfPdf(paper))
  expect(file.subarray(paper.length).includes('/AP')).toBe(true)
})
