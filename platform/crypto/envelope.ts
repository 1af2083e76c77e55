import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Envelope encryption: each case has a data key, stored only wrapped by the master key.
 * Sealed bytes are `format (1) | nonce (12) | ciphertext | tag (16)`. Destroying the wrapped key destroys what it sealed (C12).
 */
const FORMAT = 1
const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
const WRAPPING = Buffer.from('so-tiem case key')

/** Binds sealed bytes to their place (case, file): opening them elsewhere fails. */
export type Binding = string | Uint8Array

/** A fresh 32-byte data key, wrapped by the master key. */
export function newWrappedKey(masterKey: Uint8Array): Buffer {
  return seal(masterKey, randomBytes(KEY_LENGTH), WRAPPING)
}

export function unwrapKey(masterKey: Uint8Array, wrapped: Uint8Array): Buffer {
  return open(masterKey, wrapped, WRAPPING)
}

export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Binding): Buffer {
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', checked(key), nonce, { authTagLength: TAG_LENGTH })
  cipher.setAAD(bound(aad))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), nonce, body, cipher.getAuthTag()])
}

/** Throws when the key is another one, a byte was changed, or the bytes were sealed for another place. */
export function open(key: Uint8Array, sealed: Uint8Array, aad: Binding): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < 1 + NONCE_LENGTH + TAG_LENGTH) throw new Error('Sealed bytes are too short to be whole.')
  if (bytes[0] !== FORMAT) throw new Error('Sealed bytes have a format that this version does not know.')
  const nonce = bytes.subarray(1, 1 + NONCE_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', checked(key), nonce, { authTagLength: TAG_LENGTH })
  decipher.setAAD(bound(aad))
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_LENGTH, -TAG_LENGTH)), decipher.final()])
  } catch (cause) {
    throw new Error('Sealed bytes do not open: wrong key, wrong place, or changed.', { cause })
  }
}

/** As `seal`, for text: the answer is base64url, fit for a column or a cookie. */
export function sealText(key: Uint8Array, text: string, aad: Binding): string {
  return seal(key, Buffer.from(text, 'utf8'), aad).toString('base64url')
}

export function openText(key: Uint8Array, sealed: string, aad: Binding): string {
  return open(key, Buffer.from(sealed, 'base64url'), aad).toString('utf8')
}

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_LENGTH) throw new Error(`A key must have ${KEY_LENGTH} bytes, this one has ${key.length}.`)
  return key
}

const bound = (aad: Binding) => (typeof aad === 'string' ? Buffer.from(aad, 'utf8') : aad)
