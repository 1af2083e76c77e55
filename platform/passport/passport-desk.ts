import type { X509Certificate } from 'node:crypto'
import type { VaccinationCertificate } from '../../core/domain/papers/dcc-payload.ts'
import { passportClaims } from '../../core/domain/papers/dcc-payload.ts'
import type { PassportDesk, PassportFault } from '../../core/ports/services.ts'
import { isOneDose } from './certificate-schema.ts'
import { encodePassport, newUvci } from './encode.ts'
import { otherFormats } from './formats/other-formats.ts'
import { passportLists } from './passport-lists.ts'
import { passportQrPng } from './qr.ts'
import type { PassportSigner } from './signer.ts'
import { kidOf } from './trusted-certificate.ts'
import { readVaccines } from './vaccine-table.ts'
import { type PassportReason, verifyPassport } from './verify.ts'

/** The answers of the verifier page (features H07); a replaced code is found by its number, not here. */
const FAULTS: Record<PassportReason, PassportFault> = {
  prefix: 'not_a_passport',
  base45: 'not_a_passport',
  zlib: 'not_a_passport',
  cose: 'not_a_passport',
  schema: 'not_a_passport',
  kid: 'unknown_key',
  signature: 'bad_signature',
  usage: 'bad_signature',
  times: 'expired',
  revoked: 'expired',
}

export interface PassportDeskParts {
  loadSigner: () => Promise<PassportSigner>
  /** Every certificate whose codes are accepted: ours of today, and older signers of the same house (features H13). */
  loadTrust: () => Promise<readonly X509Certificate[]>
}

/** Issues with the configured signer and verifies against the trusted ones. */
export function createPassportDesk(parts: PassportDeskParts): PassportDesk {
  const { loadSigner, loadTrust } = parts
  const vaccines = readVaccines()
  return {
    vaccines,
    async issue(record) {
      const signer = await loadSigner()
      const made = passportClaims({ ...record, uvci: newUvci() }, vaccines)
      if (!made.ok) throw new Error(`A record that should be ready gives no passport: ${made.objection}.`)
      const hc1 = encodePassport(made.claims, signer)
      const { ci } = made.claims.certificate.v[0]
      return { hc1, ci, kid: kidOf(signer.certificate), expiresAt: new Date(made.claims.exp * 1000) }
    },
    async verify(hc1, at) {
      const { reason, payload } = verifyPassport(hc1, { trust: await loadTrust(), clock: at })
      // Other countries' codes hold odd dates and numbers: signed all the same, and told so (dcc.md, Pitfalls).
      if (reason === 'schema' && isOneDose(payload?.certificate)) return { ok: false, reason: 'irregular' }
      if (reason) return { ok: false, reason: FAULTS[reason] }
      if (!payload || !isVaccination(payload.certificate)) return { ok: false, reason: 'not_a_passport' }
      return { ok: true, certificate: payload.certificate, expiresAt: new Date((payload.exp ?? 0) * 1000) }
    },
    qrPng: (hc1) => passportQrPng(hc1),
    lists: passportLists(parts),
    otherFormats: otherFormats(vaccines, loadSigner),
  }
}

/** The schema has been checked; of the three kinds only this one is ours. */
function isVaccination(certificate: unknown): certificate is VaccinationCertificate {
  return typeof certificate === 'object' && certificate !== null && 'v' in certificate
}
