import type { X509Certificate } from 'node:crypto'
import type { VaccinationCertificate } from '../../core/domain/papers/dcc-payload.ts'
import { passportClaims } from '../../core/domain/papers/dcc-payload.ts'
import type { PassportDesk, PassportFault } from '../../core/ports/services.ts'
import { encodePassport, newUvci } from './encode.ts'
import { passportQrSvg } from './qr.ts'
import type { PassportSigner } from './signer.ts'
import { readVaccines } from './vaccine-table.ts'
import { type PassportReason, verifyPassport } from './verify.ts'

/** The four answers of the verifier page (features H07); a replaced code is found by its number, not here. */
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
  /** Certificates trusted beside our own: older signers of the same house. */
  trust: readonly X509Certificate[]
}

/** Issues with the configured signer and verifies against it and the trusted others. */
export function createPassportDesk({ loadSigner, trust }: PassportDeskParts): PassportDesk {
  const vaccines = readVaccines()
  return {
    vaccines,
    async issue(record) {
      const signer = await loadSigner()
      const made = passportClaims({ ...record, uvci: newUvci() }, vaccines)
      if (!made.ok) throw new Error(`A record that should be ready gives no passport: ${made.objection}.`)
      const hc1 = encodePassport(made.claims, signer)
      return { hc1, ci: made.claims.certificate.v[0].ci, expiresAt: new Date(made.claims.exp * 1000) }
    },
    async verify(hc1, at) {
      const { certificate } = await loadSigner()
      const { reason, payload } = verifyPassport(hc1, { trust: [certificate, ...trust], clock: at })
      if (reason) return { ok: false, reason: FAULTS[reason] }
      if (!payload || !isVaccination(payload.certificate)) return { ok: false, reason: 'not_a_passport' }
      return { ok: true, certificate: payload.certificate, expiresAt: new Date((payload.exp ?? 0) * 1000) }
    },
    qrSvg: passportQrSvg,
  }
}

/** The schema has been checked; of the three kinds only this one is ours. */
function isVaccination(certificate: unknown): certificate is VaccinationCertificate {
  return typeof certificate === 'object' && certificate !== null && 'v' in certificate
}
