import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyDriver } from '../../../core/domain/signing/signing-driver.ts'
import type { App } from '../../../core/ports/app.ts'
import { registerCertificate } from '../../../core/use-cases/certificates/register-certificate.ts'
import { createApp, keyRingOf } from '../../../platform/app.ts'
import type { KeyRing } from '../../../platform/signing/key-ring.ts'
import type { Token } from '../../../platform/signing/pkcs11-token.ts'
import { makeP12, makeTestCa, type TestCa, type TestCertificate } from '../../support/test-ca.ts'
import { type ChainHouse, openChainHouse, value } from '../chain/chain-house.ts'

export interface SignatureHouse extends ChainHouse {
  ca: TestCa
  keys: KeyRing
  /** Registers a certificate for an officer, its authority trusted. */
  certified(officer: { staffId: string }, one?: TestCertificate, driver?: KeyDriver): Promise<TestCertificate>
}

/** A house outside practice mode: nobody has a certificate until it is registered. */
export async function openSignatureHouse(token: Token | null = null): Promise<SignatureHouse> {
  const house = await openChainHouse()
  const parts = {
    masterKey: Buffer.alloc(32, 7),
    filesDir: mkdtempSync(join(tmpdir(), 'so-tiem-signatures-')),
    ...{ s3: null, photos: house.app.photos, publicUrl: 'http://localhost:8080', practice: false, token },
    now: house.clock.now,
  }
  const app: App = createApp(house.db, parts)
  const ca = await makeTestCa(house.clock.now())
  await trust(app, ca)
  return {
    ...house,
    ...{ app, ca, keys: keyRingOf(house.db, parts) },
    certified: async ({ staffId }, one, driver = 'soft') => {
      const given = one ?? (await ca.issue({ kind: 'rsa', name: 'Cán bộ Thử' }))
      const file = driver === 'soft' ? makeP12(given, 'mật khẩu') : Buffer.from(given.pem)
      value(await registerCertificate(app, { staffId, driver, file, password: 'mật khẩu', by: 'officer' }))
      return given
    },
  }
}

export async function trust(app: App, { certificate, pem }: TestCa): Promise<void> {
  const fingerprint = certificate.fingerprint256
  await app.store.transaction((tx) => tx.certificates.addRoot({ fingerprint, certificatePem: pem, at: app.now() }))
}
