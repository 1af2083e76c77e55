import type { VaccineTable } from '../../../core/domain/papers/vaccine.ts'
import type { OtherFormats } from '../../../core/ports/services.ts'
import type { PassportSigner } from '../signer.ts'
import { ddccFhir } from './ddcc-fhir.ts'
import { publicJwk, smartHealthCard } from './smart-health-card.ts'

export function otherFormats(vaccines: VaccineTable, loadSigner: () => Promise<PassportSigner>): OtherFormats {
  return {
    fhir: (record) => ddccFhir(vaccines, record),
    smartHealthCard: async (record, issuerUrl) => {
      const card = await smartHealthCard(vaccines, record, { key: (await loadSigner()).key, issuerUrl })
      return card === null ? null : { verifiableCredential: [card] }
    },
    jwks: async () => {
      const jwk = await publicJwk((await loadSigner()).key)
      return { keys: jwk ? [jwk] : [] }
    },
  }
}
