/** Bytes of one number in an ES256 signature. */
const NUMBER = 32
const SEQUENCE = 0x30
const INTEGER = 0x02

/**
 * COSE writes r and s side by side (RFC 9053, 2.1), OpenSSL as a DER sequence. Node turns one into the other when asked, but its
 * way of asking throws and catches an error inside at every call, which costs as much as the signature itself.
 */
export function rawSignature(der: Buffer): Buffer {
  const raw = Buffer.alloc(2 * NUMBER)
  const sizeOfR = der[3] ?? 0
  putNumber(raw, NUMBER, der.subarray(4, 4 + sizeOfR))
  putNumber(raw, 2 * NUMBER, der.subarray(6 + sizeOfR))
  return raw
}

/** Of 64 bytes. */
export function derSignature(raw: Uint8Array): Buffer {
  const numbers = [integer(raw.subarray(0, NUMBER)), integer(raw.subarray(NUMBER))]
  const size = numbers.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([Buffer.of(SEQUENCE, size), ...numbers])
}

/** Right-aligned before `end`; DER puts a zero before a number whose first bit is set, and drops other zeros. */
function putNumber(raw: Buffer, end: number, digits: Buffer): void {
  const shown = digits.length > NUMBER ? digits.subarray(digits.length - NUMBER) : digits
  raw.set(shown, end - shown.length)
}

function integer(digits: Uint8Array): Buffer {
  const first = digits.findIndex((digit) => digit !== 0)
  const shown = first < 0 ? digits.subarray(-1) : digits.subarray(first)
  const sign = (shown[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.of(INTEGER, sign.length + shown.length, ...sign, ...shown)
}
