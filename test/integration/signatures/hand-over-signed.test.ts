import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PoliceReturn } from '../../../core/ports/police-lists.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { newestPaper, returnedPaper } from '../../../core/use-cases/police/return-files.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import { startSession, tokensOf } from '../../../core/use-cases/token-signing/start-session.ts'
import { takeSigned } from '../../../core/use-cases/token-signing/take-signed.ts'
import { readSoftSigner } from '../../../platform/signing/cms.ts'
import { issuerHashOf } from '../../../platform/signing/revocation-list.ts'
import { signPdf } from '../../../platform/signing/sign-pdf.ts'
import { openWitness } from '../../support/outside-witnesses.ts'
import type { TestCertificate } from '../../support/test-ca.ts'
import { answeredList, MINUTES, objectionOf, peopleWaiting, SCAN, value, words } from '../chain/chain-house.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let house: SignatureHouse
let drawn: PoliceReturn
beforeEach(async () => {
  await house?.close()
  house = await openSignatureHouse()
  await peopleWaiting(house, 2)
  const list = await answeredList(house, 2)
  drawn = value(await drawUpReturn(house.app, { officer: house.police, listId: list.id }))
})
afterAll(() => house.close())

const sign = (by: Parameters<typeof signReturn>[1]['by'] = { method: 'certificate' }) =>
  signReturn(house.app, { officer: house.police, returnId: drawn.id, by })
const accept = (by?: Parameters<typeof acceptReturn>[1]['by'], returnedFile: Buffer | null = null) =>
  acceptReturn(house.app, { officer: house.clerk, returnId: drawn.id, returnedFile, words, ...(by ? { by } : {}) })
const now = async () => value(await oneReturn())
async function oneReturn() {
  const found = await house.app.store.transaction((tx) => tx.policeLists.lockReturn(drawn.id))
  return found
    ? { ok: true as const, value: found }
    : { ok: false as const, objection: { code: 'no_such_list' as const } }
}

/** What a program on the officer's machine would send back. */
const agentSigns = (file: Buffer, one: TestCertificate, side: 'police' | 'station' = 'police') => {
  const shown = { side, name: 'Cán bộ Thử', reason: 'Ký', place: 'Xã Mẫu', lines: ['Ký bởi: Cán bộ Thử'] }
  return signPdf(file, readSoftSigner(one.pem, one.keyPem), shown, house.clock.now())
}

test('F06 signed hand-over: both sides sign the same paper, the driver is recorded, openssl and pdfsig agree', async () => {
  const witness = openWitness(house.ca.pem)
  expect(objectionOf(await sign())).toBe('no_certificate')
  await house.certified(house.police)
  await house.certified(house.clerk)
  const signed = value(await sign())
  expect(signed).toMatchObject({ method: 'certificate', driver: 'soft', revocation: 'unknown' })
  const original = await returnedPaper(house.app, drawn)
  expect(witness.openssl(original, signed.signature ?? Buffer.alloc(0))).toBe(true)
  expect(value(await accept())).toMatchObject({ confirmed: 2 })
  const kept = await now()
  expect(kept).toMatchObject({ state: 'accepted', acceptedDriver: 'soft', acceptedRevocation: 'unknown' })
  expect(witness.openssl(original, kept.acceptedSignature ?? Buffer.alloc(0))).toBe(true)
  const said = witness.pdfsig(await newestPaper(house.app, kept))
  expect(said).toHaveLength(2)
  for (const one of said) expect(one).toContain('Signature is Valid.')
  witness.close()
})

test('F06 an officer brings the signed file back: the same is taken, one character more is not', async () => {
  await house.certified(house.police)
  await house.certified(house.clerk)
  const file = await newestPaper(house.app, value(await sign()))
  const changed = Buffer.from(file)
  changed[file.length - 40] = (changed[file.length - 40] ?? 0) ^ 1
  expect(objectionOf(await accept(undefined, changed))).toBe('file_changed')
  expect(value(await accept(undefined, file))).toMatchObject({ confirmed: 2 })
})

test('F06 the stored signed paper is checked again before the station signs', async () => {
  await house.certified(house.police)
  await house.certified(house.clerk)
  const signed = value(await sign())
  const key = signed.signedFileKey ?? ''
  const file = await newestPaper(house.app, signed)
  const place = file.indexOf('ETSI.CAdES') + 2
  file[place] = (file[place] ?? 0) ^ 1
  await house.app.files.put(key, house.app.secrets.sealBytes(file, key))
  expect(objectionOf(await accept())).toBe('signature_altered')
  expect(await house.db.selectFrom('approved_changes').selectAll().execute()).toEqual([])
})

test('F06 a certificate revoked or ended between registering and signing does not sign', async () => {
  const mine = await house.certified(house.police)
  const at = new Date(house.clock.now().getTime() - 1000)
  const crl = await house.ca.crl([{ of: mine, at }], { from: at })
  const issuerHash = issuerHashOf(mine.certificate)
  const list = { issuerHash, crl, thisUpdate: at, nextUpdate: null, url: null, fetchedAt: at }
  await house.app.store.transaction((tx) => tx.certificates.saveCrl(list))
  expect(objectionOf(await sign())).toBe('certificate_revoked')
})

test('F06 an agent’s signature: the right one is taken, each wrong one has its own sentence', async () => {
  const mine = await house.certified(house.police, await house.ca.issue(), 'browser')
  const original = await returnedPaper(house.app, drawn)
  expect(objectionOf(await sign())).toBe('agent_needed')
  const send = async (signedFile: Buffer) => objectionOf(await sign({ method: 'agent', signedFile }))
  expect(await send(original)).toBe('signature_missing')
  expect(await send(Buffer.from('hello'))).toBe('signature_other_document')
  expect(await send(await agentSigns(original, await house.ca.issue()))).toBe('certificate_not_registered')
  const clerks = await house.certified(house.clerk, await house.ca.issue(), 'browser')
  expect(await send(await agentSigns(original, clerks))).toBe('certificate_other_signer')
  const good = await agentSigns(original, mine)
  const altered = Buffer.from(good)
  const place = altered.indexOf('/Filter', original.length) + 9
  altered[place] = (altered[place] ?? 0) ^ 1
  expect(await send(altered)).toBe('signature_altered')
  expect(await send(good)).toBe('none')
  expect(await now()).toMatchObject({ driver: 'browser', signature: null, method: 'certificate' })
  // The station's agent signs the paper with the signature of the police on it.
  const first = await newestPaper(house.app, await now())
  const back = async (signedFile: Buffer) => objectionOf(await accept({ with: 'agent', signedFile }))
  expect(await back(await agentSigns(original, clerks, 'station'))).toBe('signature_other_document')
  expect(await back(await agentSigns(first, mine, 'station'))).toBe('same_certificate')
  expect(await back(await agentSigns(first, clerks, 'station'))).toBe('none')
  expect(await now()).toMatchObject({ acceptedDriver: 'browser', state: 'accepted' })
})

test('F06 K02 what comes back after the officer’s post has ended signs nothing; an address is used up all the same', async () => {
  const mine = await house.certified(house.police, await house.ca.issue(), 'browser')
  const command = { officer: house.police, purpose: 'return', returnId: drawn.id } as const
  const back = async (signedFile: Buffer) => {
    const { id } = value(await startSession(house.app, command))
    const given = { token: tokensOf(house.app, id).upload, signedFile, words }
    const [first, second] = [await takeSigned(house.app, given), await takeSigned(house.app, given)]
    expect(second).toBeNull()
    return first
  }
  const signedFile = await agentSigns(await returnedPaper(house.app, drawn), mine)
  const posts = house.db.updateTable('staff_posts').where('staff_id', '=', house.police.staffId)
  await posts.set({ valid_until: '2020-01-31' }).execute()
  expect(await back(signedFile)).toMatchObject({ state: 'refused', objection: { code: 'post_ended' } })
  expect((await now()).state).toBe('drawn_up')
  await posts.set({ valid_until: null }).execute()
  expect(await back(signedFile)).toMatchObject({ state: 'done', objection: null })
  expect(await now()).toMatchObject({ state: 'signed', signedBy: house.police.staffId })
})

test('F06 E19 an officer on loan signs in the name of the station they are lent to, and the paper says so', async () => {
  await house.certified(house.police)
  const lent = await house.staff({ role: 'head', unitId: 'ttyt-mau' })
  await house.certified(lent)
  value(await sign())
  const officer = { ...lent, role: 'clerk', unitId: 'tyt-mau' } as const
  value(await acceptReturn(house.app, { officer, returnId: drawn.id, returnedFile: null, words }))
  const pdf = await PDFDocument.load(await newestPaper(house.app, await now()))
  const signatures = pdf.context.enumerateIndirectObjects().flatMap(([, one]) => {
    const place = one instanceof PDFDict ? one.lookup(PDFName.of('Location')) : undefined
    return place instanceof PDFHexString ? [place.decodeText()] : []
  })
  expect(signatures).toEqual(['Công an xã Mẫu', 'Trạm Y tế xã Mẫu'])
})

test('F06 two people: whoever signed for the police cannot accept, with whatever certificate', async () => {
  await house.certified(house.police)
  value(await sign())
  await house.db.updateTable('police_returns').set({ signed_by: house.clerk.staffId }).execute()
  expect(objectionOf(await accept())).toBe('same_signer')
})

test('H11 no certificate yet: the station accepts on scanned minutes, and minutes are signed for real as soon as there is one', async () => {
  const returnedFile = await returnedPaper(house.app, drawn)
  const minutes = { method: 'minutes', minutes: MINUTES, returnedFile } as const
  const javascript = Buffer.from(SCAN.toString('latin1').replace('/Catalog', '/Catalog /OpenAction 2 0 R'))
  expect(objectionOf(await sign({ ...minutes, scan: javascript }))).toBe('scan_refused')
  expect(objectionOf(await sign({ ...minutes, scan: Buffer.from('no picture') }))).toBe('scan_refused')
  expect(value(await sign({ ...minutes, scan: SCAN }))).toMatchObject({
    driver: 'scan',
    method: 'minutes',
    signer: null,
  })
  await house.certified(house.police)
  const signed = value(await sign())
  expect(signed).toMatchObject({ driver: 'soft', method: 'certificate', state: 'signed', minutes: MINUTES })
  expect(objectionOf(await sign()), 'once').toBe('not_possible_now')
  // The police have signed for real now; a station without a certificate brings its own paper.
  expect(objectionOf(await accept())).toBe('no_certificate')
  expect(value(await accept({ with: 'scan', scan: SCAN }))).toMatchObject({ confirmed: 2 })
  expect(await now()).toMatchObject({ acceptedDriver: 'scan', acceptedSignature: null, acceptedFileKey: null })
})
