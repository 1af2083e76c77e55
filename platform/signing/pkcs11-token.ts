import { createHash, verify, type X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import type { PKCS11 as Pkcs11 } from 'pkcs11js'
import type { KeyedSigner } from './cms.ts'

/** Where the token is and how it opens; the PIN is read from a setting or a file, never from a command line. */
export interface TokenSettings {
  /** Path of the maker's PKCS#11 library. */
  module: string
  /** Label of the token, or the number of its slot. */
  slot: string
  pin: string
}

/** Thrown with a sentence for whoever runs the house: no name, no PIN. */
export class TokenFault extends Error {}

/** Keys on a PKCS#11 token. Opened at the first signature and kept open: most tokens take a second for a log-in. */
export interface Token {
  /** A signer for the key with this CKA_ID (hex). */
  signerFor(keyId: string, certificate: X509Certificate, chain: readonly X509Certificate[]): KeyedSigner
  /** Hex CKA_ID of the private key that belongs to the certificate, or null. */
  keyIdFor(certificate: X509Certificate): Promise<string | null>
  close(): void
}

export function openToken(settings: TokenSettings): Token {
  let opening: Promise<OpenToken> | null = null
  const open = () => {
    opening ??= logIn(settings).catch((fault) => {
      opening = null
      throw fault
    })
    return opening
  }
  // One session signs one thing at a time.
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: (token: OpenToken) => Promise<T>): Promise<T> => {
    const turn = queue.then(async () => work(await open()))
    queue = turn.catch(() => undefined)
    return turn
  }
  return {
    signerFor: (keyId, certificate, chain) => ({
      certificate,
      intermediates: chain,
      sign: (bytes) => inTurn((token) => signWith(token, keyId, certificate, bytes)),
    }),
    keyIdFor: (certificate) => inTurn((token) => keyIdFor(token, certificate)),
    close: () => void opening?.then(closeToken, () => undefined),
  }
}

interface OpenToken {
  lib: typeof import('pkcs11js')
  module: Pkcs11
  session: Buffer
}

/** pkcs11js is native and optional: without it, only this driver is missing. */
async function logIn({ module: path, slot, pin }: TokenSettings): Promise<OpenToken> {
  const lib = await import('pkcs11js').then(
    (found) => found.default ?? found,
    (cause) => {
      throw new TokenFault('pkcs11js is not installed on this machine: run npm ci with a C++ compiler at hand.', {
        cause,
      })
    },
  )
  const module = new lib.PKCS11()
  try {
    module.load(path)
    initialize(module)
    const session = module.C_OpenSession(slotOf(module, slot), lib.CKF_SERIAL_SESSION)
    logInOnce(module, session, lib.CKU_USER, pin)
    return { lib, module, session }
  } catch (fault) {
    throw new TokenFault(`The token does not open (${reasonOf(fault)}): see PKCS11_MODULE, PKCS11_SLOT and the PIN.`)
  }
}

/** Another part of this process may hold the same library open. */
function initialize(module: Pkcs11): void {
  try {
    module.C_Initialize()
  } catch (fault) {
    if (reasonOf(fault) !== 'CKR_CRYPTOKI_ALREADY_INITIALIZED') throw fault
  }
}

function logInOnce(module: Pkcs11, session: Buffer, user: number, pin: string): void {
  try {
    module.C_Login(session, user, pin)
  } catch (fault) {
    if (reasonOf(fault) !== 'CKR_USER_ALREADY_LOGGED_IN') throw fault
  }
}

const reasonOf = (fault: unknown): string => /CKR_\w+/.exec(String((fault as Error).message))?.[0] ?? 'not loaded'

function slotOf(module: Pkcs11, wanted: string): Buffer {
  const slots = module.C_GetSlotList(true)
  const byLabel = slots.find((slot) => module.C_GetTokenInfo(slot).label.trim() === wanted)
  const found = byLabel ?? (/^\d+$/.test(wanted) ? slots[Number(wanted)] : undefined)
  if (!found) throw new Error('CKR_SLOT_ID_INVALID')
  return found
}

function closeToken({ module, session }: OpenToken): void {
  module.C_CloseSession(session)
  module.close()
}

async function signWith(token: OpenToken, keyId: string, certificate: X509Certificate, bytes: Buffer): Promise<Buffer> {
  const { lib, module, session } = token
  const [key] = objects(token, [
    { type: lib.CKA_CLASS, value: lib.CKO_PRIVATE_KEY },
    { type: lib.CKA_ID, value: Buffer.from(keyId, 'hex') },
  ])
  if (!key) throw new TokenFault('The token has no key for this certificate any more.')
  const isRsa = certificate.publicKey.asymmetricKeyType === 'rsa'
  try {
    module.C_SignInit(session, { mechanism: isRsa ? lib.CKM_SHA256_RSA_PKCS : lib.CKM_ECDSA }, key)
    if (isRsa) return module.C_Sign(session, bytes, Buffer.alloc(1024))
    return asDer(module.C_Sign(session, createHash('sha256').update(bytes).digest(), Buffer.alloc(256)))
  } catch (fault) {
    throw new TokenFault(`The token did not sign (${reasonOf(fault)}).`)
  }
}

/** The private key beside the public one, by CKA_ID: certificates are not on every token. */
async function keyIdFor(token: OpenToken, certificate: X509Certificate): Promise<string | null> {
  const { lib, module, session } = token
  for (const key of objects(token, [{ type: lib.CKA_CLASS, value: lib.CKO_PRIVATE_KEY }])) {
    const [id] = module.C_GetAttributeValue(session, key, [{ type: lib.CKA_ID }])
    const keyId = Buffer.isBuffer(id?.value) ? id.value.toString('hex') : ''
    if (keyId && (await fits(token, keyId, certificate))) return keyId
  }
  return null
}

/** Proved by a signature: what the token says about its keys differs from maker to maker. */
async function fits(token: OpenToken, keyId: string, certificate: X509Certificate): Promise<boolean> {
  const probe = Buffer.from('so-tiem probe')
  try {
    const signature = await signWith(token, keyId, certificate, probe)
    return verify('sha256', probe, certificate.publicKey, signature)
  } catch {
    return false
  }
}

function objects({ module, session }: OpenToken, template: Parameters<Pkcs11['C_FindObjectsInit']>[1]): Buffer[] {
  module.C_FindObjectsInit(session, template)
  const found = module.C_FindObjects(session, 20)
  module.C_FindObjectsFinal(session)
  return found
}

/** PKCS#11 gives r‖s; CMS wants the two numbers in DER. */
function asDer(raw: Buffer): Buffer {
  const half = raw.length / 2
  const number = (bytes: Buffer) => asn1.Integer.fromBigInt(BigInt(`0x${bytes.toString('hex')}`))
  const pair = new asn1.Sequence({ value: [number(raw.subarray(0, half)), number(raw.subarray(half))] })
  return Buffer.from(pair.toBER())
}
