import { X509Certificate } from 'node:crypto'
import type { Secrets } from '../../core/ports/services.ts'
import type { KeyShelf } from '../database/key-shelf.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../passport/signer.ts'
import { readSoftSigner, type SoftSigner } from './cms.ts'
import { makePracticeCertificate, makePracticeRoot, type PemPair } from './practice-certificates.ts'

export interface KeyRing {
  /** Null when this officer has no certificate: then minutes on paper are the way (3771 step 4). */
  signerFor(staffId: string): Promise<SoftSigner | null>
  roots(): Promise<X509Certificate[]>
  passportSigner(): Promise<PassportSigner>
}

/** Keys and certificates of the installation, private keys sealed with the master key. In practice mode missing ones are made. */
export function createKeyRing(shelf: KeyShelf, secrets: Secrets, practice: boolean, now: () => Date): KeyRing {
  const findOrMake = async (
    purpose: string,
    ownerId: string,
    make: () => Promise<PemPair>,
  ): Promise<PemPair | null> => {
    const found = await shelf.find(purpose, ownerId)
    if (!found && !practice) return null
    const kept = found ?? (await shelf.keepFirst(purpose, ownerId, sealed(secrets, await make())))
    return { certificatePem: kept.certificate, keyPem: secrets.openText(kept.sealedKey) }
  }
  const root = () => findOrMake('cms-root', 'house', () => makePracticeRoot(now()))
  return {
    signerFor: async (staffId) => {
      const issuer = await root()
      const name = await shelf.nameOfStaff(staffId)
      if (!issuer || !name) return null
      const pair = await findOrMake('cms', staffId, () => makePracticeCertificate(issuer, name, now()))
      return pair ? readSoftSigner(pair.certificatePem, pair.keyPem) : null
    },
    roots: async () => {
      const pair = await root()
      return pair ? [new X509Certificate(pair.certificatePem)] : []
    },
    passportSigner: async () => {
      const pair = await findOrMake('passport', 'house', () => makePracticeSigner(now()))
      if (!pair) throw new Error('No passport signer is installed: passports cannot be issued')
      return readPassportSigner(pair.certificatePem, pair.keyPem)
    },
  }
}

function sealed(secrets: Secrets, pair: PemPair) {
  return { certificate: pair.certificatePem, sealedKey: secrets.sealText(pair.keyPem) }
}
