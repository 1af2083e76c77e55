/** RFC 9285, strict: both published packages accept strings that the standard refuses. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const CODES = Buffer.from(ALPHABET, 'latin1')
const FOREIGN = 255
const VALUES = new Uint8Array(256).fill(FOREIGN)
for (const [value, code] of CODES.entries()) VALUES[code] = value

export function encodeBase45(bytes: Uint8Array): string {
  const text = Buffer.allocUnsafe(Math.ceil(bytes.length * 1.5))
  let at = 0
  const put = (value: number) => {
    text[at++] = CODES[value % 45] ?? 0
  }
  for (let i = 0; i < bytes.length; i += 2) {
    const isLast = i + 1 === bytes.length
    const value = isLast ? (bytes[i] ?? 0) : (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0)
    put(value)
    put(Math.floor(value / 45))
    if (!isLast) put(Math.floor(value / 2025))
  }
  return text.toString('latin1', 0, at)
}

/** Null for a foreign character, a dangling one, or a group above its range; the string is never trimmed. */
export function decodeBase45(text: string): Buffer | null {
  if (text.length % 3 === 1) return null
  const bytes = Buffer.allocUnsafe(Math.ceil((text.length * 2) / 3))
  let size = 0
  for (let i = 0; i < text.length; i += 3) {
    const isPair = i + 2 === text.length
    const a = valueAt(text, i)
    const b = valueAt(text, i + 1)
    const c = isPair ? 0 : valueAt(text, i + 2)
    if (a === FOREIGN || b === FOREIGN || c === FOREIGN) return null
    const value = a + 45 * b + 2025 * c
    if (value > (isPair ? 0xff : 0xffff)) return null
    if (!isPair) bytes[size++] = value >> 8
    bytes[size++] = value & 0xff
  }
  return bytes.subarray(0, size)
}

const valueAt = (text: string, at: number): number => VALUES[text.charCodeAt(at)] ?? FOREIGN
