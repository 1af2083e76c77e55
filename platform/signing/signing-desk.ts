import type { X509Certificate } from 'node:crypto'
import type { Signing } from '../../core/ports/services.ts'
import { type SoftSigner, signDetached, signerOf } from './cms.ts'
import { verifyDetached } from './verify-cms.ts'

export interface SigningDeskParts {
  /** The soft certificate of a staff member, or null: then minutes on paper are the way (features H11). */
  signerFor: (ownerId: string) => Promise<SoftSigner | null>
  roots: () => Promise<readonly X509Certificate[]>
}

export function createSigningDesk({ signerFor, roots }: SigningDeskParts): Signing {
  return {
    async signDetached(ownerId, bytes, at) {
      const signer = await signerFor(ownerId)
      return signer && { signature: await signDetached(bytes, signer, at), signer: signerOf(signer.certificate) }
    },
    async verifyDetached(bytes, signature, at) {
      return verifyDetached(bytes, signature, await roots(), at)
    },
  }
}
