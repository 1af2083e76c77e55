/** RFC 9285, strict: both published packages accept strings that the standard refuses. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter.charCodeAt(0), value]))

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const isLast = i + 1 === bytes.length
    const value = isLast ? (bytes[i] ?? 0) : (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0)
    text += letter(value) + letter(value / 45) + (isLast ? '' : letter(value / 2025))
  }
  return text
}

/** Null for a foreign character, a dangling one, or a group above its range; the string is never trimmed. */
export function decodeBase45(text: string): Buffer | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [
      VALUES.get(text.charCodeAt(i)),
      VALUES.get(text.charCodeAt(i + 1)),
      VALUES.get(text.charCodeAt(i + 2)),
    ]
    const isPair = i + 2 === text.length
    if (a === undefined || b === undefined || (c === undefined && !isPair)) return null
    const value = a + 45 * b + 2025 * (c ?? 0)
    if (value > (isPair ? 0xff : 0xffff)) return null
    if (!isPair) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Buffer.from(bytes)
}

const letter = (value: number) => ALPHABET.charAt(Math.floor(value) % 45)
