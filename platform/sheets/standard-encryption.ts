import { createDecipheriv, createHash } from 'node:crypto'
import { compoundStreams } from './compound-file.ts'

/** [MS-OFFCRYPTO] 2.3.4.7: fixed for this kind of encryption. */
const ROUNDS = 50_000

/**
 * The package inside a workbook with ECMA-376 "standard" encryption, which LibreOffice writes when it saves; our sheet library
 * reads Excel's "agile" kind only. `other_kind`: it is not of this kind; the file was made by others and may be hostile.
 */
export function openStandard(file: Buffer, password: string): Buffer | 'wrong_password' | 'other_kind' {
  const streams = compoundStreams(file)
  const [info, locked] = [streams?.get('EncryptionInfo'), streams?.get('EncryptedPackage')]
  const isStandard = info && info.length > 12 && info.readUInt16LE(2) === 2 && [2, 3, 4].includes(info.readUInt16LE(0))
  if (!isStandard || !locked || locked.length < 8) return 'other_kind'
  const head = info.subarray(12, 12 + info.readUInt32LE(8))
  const proof = info.subarray(12 + head.length)
  if (head.length < 20 || proof.length < 72) return 'other_kind'
  const bits = head.readUInt32LE(16)
  if (bits !== 128 && bits !== 192 && bits !== 256) return 'other_kind'
  const key = keyFrom(password, proof.subarray(4, 20), bits / 8)
  const open = (bytes: Buffer) => opened(bytes, key, bits)
  const expected = open(proof.subarray(40, 72)).subarray(0, 20)
  if (!sha1(open(proof.subarray(20, 36))).equals(expected)) return 'wrong_password'
  const size = Number(locked.readBigUInt64LE(0))
  const whole = locked.subarray(8, 8 + ((locked.length - 8) & ~15))
  return open(whole).subarray(0, size)
}

const sha1 = (...parts: Buffer[]) => {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function keyFrom(password: string, salt: Buffer, length: number): Buffer {
  let hash = sha1(salt, Buffer.from(password, 'utf16le'))
  const round = Buffer.alloc(4)
  for (let n = 0; n < ROUNDS; n += 1) {
    round.writeUInt32LE(n)
    hash = sha1(round, hash)
  }
  const last = sha1(hash, Buffer.alloc(4))
  const mixed = (pad: number) => sha1(Buffer.from(Array.from({ length: 64 }, (_, at) => pad ^ (last[at] ?? 0))))
  return Buffer.concat([mixed(0x36), mixed(0x5c)]).subarray(0, length)
}

function opened(bytes: Buffer, key: Buffer, bits: number): Buffer {
  const decipher = createDecipheriv(`aes-${bits}-ecb`, key, null).setAutoPadding(false)
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}
