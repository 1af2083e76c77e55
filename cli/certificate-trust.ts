import type { App } from '../core/ports/app.ts'
import type { KeyRing } from '../platform/signing/key-ring.ts'
import { readCertificates } from '../platform/signing/pem-list.ts'
import { readRevocationList } from '../platform/signing/revocation-list.ts'
import type { CommandIo, ExitCode } from './command.ts'

/** Roots that signatures may lead to: the certificate of an authority, and nobody's own. */
export async function trustAuthority(app: App, bytes: Buffer, io: CommandIo): Promise<ExitCode> {
  const found = readCertificates(bytes) ?? []
  if (found.length === 0 || found.some((one) => !one.ca)) {
    io.err(io.say('certificates.cli.notAnAuthority'))
    return 1
  }
  await app.store.transaction(async (tx) => {
    for (const one of found) {
      const fingerprint = one.fingerprint256.replaceAll(':', '').toLowerCase()
      await tx.certificates.addRoot({ fingerprint, certificatePem: one.toString(), at: app.now() })
      const subject = { subjectKind: 'signing_root', subjectId: fingerprint }
      await tx.audit.write({ staffId: null, action: 'trust_authority', ...subject })
    }
  })
  for (const { subject, fingerprint256 } of found) io.out(JSON.stringify({ trusted: subject, fingerprint256 }))
  return 0
}

/** A revocation list carried by hand, where the server has no way out: believed only when a trusted authority signed it. */
export async function trustCrl(app: App, keys: KeyRing, bytes: Buffer, io: CommandIo): Promise<ExitCode> {
  const list = readRevocationList(bytes)
  const { roots } = await keys.trust()
  if (!list || !roots.some((ca) => ca.ca && list.isFrom(ca))) {
    io.err(io.say('certificates.cli.notAList'))
    return 1
  }
  const { issuerHash, thisUpdate, nextUpdate } = list
  const stored = { issuerHash, crl: bytes, thisUpdate, nextUpdate, url: null, fetchedAt: app.now() }
  const isKept = await app.store.transaction(async (tx) => {
    const known = await tx.certificates.crl(issuerHash)
    // Whom the newer list names would stand as good again.
    if (known && thisUpdate < known.thisUpdate) return false
    await tx.certificates.saveCrl(stored)
    return true
  })
  if (!isKept) {
    io.err(io.say('certificates.cli.olderList'))
    return 1
  }
  io.out(JSON.stringify({ issuerHash, thisUpdate, nextUpdate }))
  return 0
}
