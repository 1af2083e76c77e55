import { randomUUID, X509Certificate } from 'node:crypto'
import type { KeyDriver } from '../../core/domain/signing/signing-driver.ts'
import type { Secrets } from '../../core/ports/services.ts'
import type { CertificateShelf, KeptCertificate } from '../database/certificate-shelf.ts'
import type { KeyShelf } from '../database/key-shelf.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../passport/signer.ts'
import { factsOf } from '../passport/trusted-certificate.ts'
import { type KeyedSigner, readSoftSigner, signerOf } from './cms.ts'
import { pemList } from './pem-list.ts'
import type { Token } from './pkcs11-token.ts'
import { makePracticeCertificate, makePracticeRoot, type PemPair } from './practice-certificates.ts'
import { readRevocationList } from './revocation-list.ts'
import type { Trust } from './verify-cms.ts'

/** What this server can sign with for one officer. A browser agent signs elsewhere: then there is no key here. */
export interface OwnSigner {
  driver: KeyDriver
  keyed: KeyedSigner | null
}

export interface KeyRing {
  /** Null when this officer has no certificate: then minutes on paper are the way (3771 step 4). */
  signerFor(staffId: string): Promise<OwnSigner | null>
  trust(): Promise<Trust>
  passportSigner(): Promise<PassportSigner>
  /** Every certificate that ever signed a passport here, the active one first: old codes stay verifiable (features H13). */
  passportCertificates(): Promise<X509Certificate[]>
  /** The pair signs from now on; the one before loses its key and stays trusted. Answers the kid in hex. */
  installPassportSigner(certificatePem: string, keyPem: string): Promise<string>
}

export interface KeyRingParts {
  keys: KeyShelf
  certificates: CertificateShelf
  secrets: Secrets
  /** Null where no PKCS#11 token is set up. */
  token: Token | null
  practice: boolean
  now: () => Date
}

/** Keys and certificates of the installation, private keys sealed with the master key. In practice mode missing ones are made. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { keys, secrets, practice, now } = parts
  const findOrMake = async (purpose: string, make: () => Promise<PemPair>): Promise<PemPair | null> => {
    const found = await keys.find(purpose, 'house')
    if (!found && !practice) return null
    const kept = found ?? (await keys.keepFirst(purpose, 'house', sealed(secrets, await make())))
    return { certificatePem: kept.certificate, keyPem: secrets.openText(kept.sealedKey) }
  }
  const root = () => findOrMake('cms-root', () => makePracticeRoot(now()))
  return {
    signerFor: async (staffId) => {
      const kept = (await parts.certificates.current(staffId)) ?? (await madeForPractice(parts, root, staffId))
      return kept && signerOn(parts, kept)
    },
    trust: () => trustOf(parts, root),
    passportSigner: async () => {
      const active = (await keys.passportSigners()).find((one) => !one.retiredAt && one.sealedKey)
      if (active?.sealedKey) return readPassportSigner(active.certificate, secrets.openText(active.sealedKey))
      const pair = await findOrMake('passport', () => makePracticeSigner(now()))
      if (!pair) throw new Error('No passport signer is installed: passports cannot be issued')
      return readPassportSigner(pair.certificatePem, pair.keyPem)
    },
    passportCertificates: async () => {
      const installed = (await keys.passportSigners()).sort((a, b) => Number(a.retiredAt) - Number(b.retiredAt))
      const practiced = await keys.find('passport', 'house')
      const all = [...installed, ...(practiced ? [practiced] : [])]
      return all.map((one) => new X509Certificate(one.certificate))
    },
    installPassportSigner: async (certificatePem, keyPem) => {
      const { certificate } = readPassportSigner(certificatePem, keyPem)
      const kid = factsOf(certificate).kid.toString('hex')
      const sealedKey = secrets.sealText(keyPem)
      await keys.installPassportSigner({ kid, certificate: certificate.toString(), sealedKey, at: now() })
      return kid
    },
  }
}

async function trustOf({ certificates }: KeyRingParts, root: () => Promise<PemPair | null>): Promise<Trust> {
  const [practiced, kept, crls] = [await root(), await certificates.roots(), await certificates.crls()]
  return {
    roots: [...(practiced ? [practiced.certificatePem] : []), ...kept].map((pem) => new X509Certificate(pem)),
    lists: crls.flatMap(({ crl }) => readRevocationList(crl) ?? []),
  }
}

function signerOn(
  { secrets, token }: KeyRingParts,
  { certificate: own, sealedKey, tokenKeyId }: KeptCertificate,
): OwnSigner {
  const chain = pemList(own.chainPem)
  if (own.driver === 'soft' && sealedKey) {
    const keyed = readSoftSigner(
      own.certificatePem,
      secrets.openText(sealedKey),
      chain.map((one) => one.toString()),
    )
    return { driver: 'soft', keyed }
  }
  const certificate = new X509Certificate(own.certificatePem)
  const keyed = own.driver === 'pkcs11' && token && tokenKeyId ? token.signerFor(tokenKeyId, certificate, chain) : null
  return { driver: own.driver, keyed }
}

/** In practice everybody has a certificate, from a root that nobody outside trusts. */
async function madeForPractice(
  { keys, certificates, secrets, now }: KeyRingParts,
  root: () => Promise<PemPair | null>,
  staffId: string,
): Promise<KeptCertificate | null> {
  const issuer = await root()
  const name = issuer && (await keys.nameOfStaff(staffId))
  if (!issuer || !name) return null
  const pair = await makePracticeCertificate(issuer, name, now())
  const made = new X509Certificate(pair.certificatePem)
  const certificate = {
    ...{ id: randomUUID(), staffId, driver: 'soft' as const, certificatePem: pair.certificatePem, chainPem: '' },
    ...{ signer: signerOf(made), notBefore: made.validFromDate, notAfter: made.validToDate },
    ...{ registeredAt: now(), removedAt: null },
  }
  return certificates.keepFirst({ certificate, sealedKey: secrets.sealText(pair.keyPem), tokenKeyId: null })
}

function sealed(secrets: Secrets, pair: PemPair) {
  return { certificate: pair.certificatePem, sealedKey: secrets.sealText(pair.keyPem) }
}
