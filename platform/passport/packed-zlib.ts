import { deflateRawSync } from 'node:zlib'

/** 0x78: deflate with a window of at most 32 kB, which some verifiers test for; 0xDA: packed as tightly as it goes. */
const HEAD = Buffer.of(0x78, 0xda)
/** A window of 2 kB is more than a passport; the 32 kB of the usual call cost more to clear than the passport to pack. */
const SMALL = { level: 9, memLevel: 4, windowBits: 11, chunkSize: 1024 }

/** A zlib stream (RFC 1950) of these bytes: head, deflate, checksum. */
export function packedZlib(bytes: Uint8Array): Buffer {
  const checksum = Buffer.allocUnsafe(4)
  checksum.writeUInt32BE(adler32(bytes))
  return Buffer.concat([HEAD, deflateRawSync(bytes, SMALL), checksum])
}

/** The checksum of RFC 1950, 8.2. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}
