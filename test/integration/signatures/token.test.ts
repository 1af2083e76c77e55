import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerCertificate } from '../../../core/use-cases/certificates/register-certificate.ts'
import { openToken, type Token } from '../../../platform/signing/pkcs11-token.ts'
import { openWitness } from '../../support/outside-witnesses.ts'
import { openSoftHsm, type SoftHsm } from '../../support/soft-hsm.ts'
import { objectionOf } from '../chain/chain-house.ts'
import { openSignatureHouse, type SignatureHouse } from './signature-house.ts'

let hsm: SoftHsm
let token: Token
let house: SignatureHouse
beforeAll(async () => {
  hsm = openSoftHsm()
  token = openToken(hsm.settings)
  house = await openSignatureHouse(token)
})
afterAll(async () => {
  token.close()
  hsm.close()
  await house.close()
})

test.each(['rsa', 'ec'] as const)('F06 a %s key on a PKCS#11 token signs, and OpenSSL believes it', async (kind) => {
  const [one, witness] = [await house.ca.issue({ kind }), openWitness(house.ca.pem)]
  hsm.import(one, kind === 'rsa' ? '0a' : '0b')
  await house.certified(house.police, one, 'pkcs11')
  const list = Buffer.from('danh sách')
  const made = await house.app.signing.signDetached(house.police.staffId, list, house.clock.now())
  if (!made.ok) throw new Error(made.reason)
  expect(made.driver).toBe('pkcs11')
  expect(witness.openssl(list, made.signature)).toBe(true)
  expect(await house.app.signing.verifyDetached(list, made.signature, house.clock.now())).toMatchObject({ ok: true })
  const kept = await house.db.selectFrom('signing_certificates').selectAll().where('removed_at', 'is', null).execute()
  expect(kept.every((row) => row.sealed_key === null && row.token_key_id)).toBe(true)
  witness.close()
})

test('F06 signatures asked for at once are made one after another', async () => {
  const lists = Array.from({ length: 20 }, (_, n) => Buffer.from(`danh sách ${n}`))
  const now = house.clock.now()
  const made = await Promise.all(lists.map((list) => house.app.signing.signDetached(house.police.staffId, list, now)))
  expect(made.every((one) => one.ok)).toBe(true)
})

test('H13 a certificate whose key is not on the token is not registered; a wrong PIN is told without the PIN', async () => {
  const stranger = await house.ca.issue({ kind: 'ec' })
  const command = { staffId: house.clerk.staffId, driver: 'pkcs11' as const, password: '', by: 'officer' as const }
  const file = Buffer.from(stranger.pem)
  expect(objectionOf(await registerCertificate(house.app, { ...command, file }))).toBe('token_without_key')
  const locked = openToken({ ...hsm.settings, slot: 'không có' })
  await expect(locked.keyIdFor(stranger.certificate)).rejects.toThrow(/CKR_SLOT_ID_INVALID/)
  const lost = openToken({ ...hsm.settings, module: '/nowhere/lib.so' })
  await expect(lost.keyIdFor(stranger.certificate)).rejects.toThrow(/PKCS11_MODULE/)
  await expect(lost.keyIdFor(stranger.certificate)).rejects.not.toThrow(hsm.settings.pin)
})
