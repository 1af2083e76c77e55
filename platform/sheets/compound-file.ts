const END = 0xfffffffa

/**
 * The streams of an OLE compound file by name ([MS-CFB]), as office programs wrap an encrypted package; null when it is none.
 * Files beyond 7 MB need a longer table than the head holds and are refused.
 */
export function compoundStreams(file: Buffer): Map<string, Buffer> | null {
  try {
    const sector = sizeOf(file.readUInt16LE(30), [9, 12])
    const small = sizeOf(file.readUInt16LE(32), [6])
    const cutoff = file.readUInt32LE(56)
    const at = (n: number) => file.subarray((n + 1) * sector, (n + 2) * sector)
    const fat = tableOf(headList(file, file.readUInt32LE(44)).map(at))
    const chain = (first: number) => Buffer.concat(follow(first, fat).map(at))
    const entries = entriesOf(chain(file.readUInt32LE(48)))
    const smallFat = tableOf([chain(file.readUInt32LE(60))])
    const smallFile = chain(entries.find(({ kind }) => kind === 5)?.first ?? END)
    const smallAt = (n: number) => smallFile.subarray(n * small, (n + 1) * small)
    const streamOf = ({ first, size }: Entry) =>
      size < cutoff ? Buffer.concat(follow(first, smallFat).map(smallAt)) : chain(first)
    const streams = entries.filter(({ kind }) => kind === 2)
    return new Map(streams.map((entry) => [entry.name, streamOf(entry).subarray(0, entry.size)]))
  } catch (fault) {
    if (fault instanceof RangeError) return null
    throw fault
  }
}

/** Two sizes of sectors exist, and one of small ones; any other would let a small file ask for all our memory. */
function sizeOf(shift: number, known: readonly number[]): number {
  if (!known.includes(shift)) throw new RangeError('a sector of an unknown size')
  return 1 << shift
}

interface Entry {
  name: string
  kind: number
  first: number
  size: number
}

function headList(file: Buffer, count: number): number[] {
  if (count > 109) throw new RangeError('a longer table than the head holds')
  return Array.from({ length: count }, (_, n) => file.readUInt32LE(76 + 4 * n))
}

function tableOf(sectors: readonly Buffer[]): number[] {
  return sectors.flatMap((bytes) => Array.from({ length: bytes.length >> 2 }, (_, n) => bytes.readUInt32LE(4 * n)))
}

function follow(first: number, table: readonly number[]): number[] {
  const chain: number[] = []
  for (let next = first; next < END; next = table[next] ?? END) {
    if (chain.push(next) > table.length) throw new RangeError('a chain without an end')
  }
  return chain
}

function entriesOf(directory: Buffer): Entry[] {
  return Array.from({ length: directory.length >> 7 }, (_, n) => directory.subarray(n * 128, (n + 1) * 128)).map(
    (entry) => ({
      name: entry.toString('utf16le', 0, Math.max(0, entry.readUInt16LE(64) - 2)),
      kind: entry.readUInt8(66),
      first: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    }),
  )
}
