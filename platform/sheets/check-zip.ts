import { createInflateRaw } from 'node:zlib'
import { type SheetFault, SheetRefused } from './sheet-content.ts'
import type { SheetLimits } from './sheet-limits.ts'

export type ZipPart = { name: string; method: number; packed: number; inflated: number; start: number; end: number }

/**
 * Refuses an archive that would cost too much or lies: declared sizes first, then each part is inflated and counted
 * without keeping it. Part names and places must agree in both headers, so every later reader sees the same parts.
 */
export async function checkZip(bytes: Buffer, limits: SheetLimits): Promise<void> {
  const parts = readDirectory(bytes, limits)
  checkNames(parts)
  let total = 0
  for (const part of parts) {
    const limit = /^xl\/worksheets\//u.test(part.name) ? limits.inflatedBytes : limits.partBytes
    if (part.inflated > limit) refuse('too_big')
    total += part.inflated
  }
  if (total > limits.inflatedBytes) refuse('too_big')
  for (const part of parts) await inflateAndCount(bytes.subarray(part.start, part.end), part)
}

const END_RECORD = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

/** Parts as the archive's directory names them. */
export function readDirectory(bytes: Buffer, limits: SheetLimits): ZipPart[] {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > limits.parts) refuse('too_big')
  const parts: ZipPart[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) refuse('damaged')
    parts.push(readEntry(bytes, at))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - 22 - 0xffff)
  for (let at = bytes.length - 22; at >= first; at--) if (bytes.readUInt32LE(at) === END_RECORD) return at
  return refuse('damaged')
}

function readEntry(bytes: Buffer, at: number): ZipPart {
  const nameLength = bytes.readUInt16LE(at + 28)
  const name = bytes.toString('latin1', at + 46, at + 46 + nameLength)
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
  if (isEncrypted) refuse('encrypted')
  const [packed, inflated, local] = [
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 24),
    bytes.readUInt32LE(at + 42),
  ]
  if (packed === 0xffffffff || inflated === 0xffffffff || local === 0xffffffff) refuse('too_big')
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_HEADER) refuse('damaged')
  const localName = bytes.toString('latin1', local + 30, local + 30 + bytes.readUInt16LE(local + 26))
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (localName !== name || start + packed > bytes.length) refuse('damaged')
  return { name, method: bytes.readUInt16LE(at + 10), packed, inflated, start, end: start + packed }
}

/** Parts that overlap or share a name are the mark of a bomb or of two readings of one file. */
function checkNames(parts: readonly ZipPart[]): void {
  const names = new Set(parts.map((part) => part.name.toLowerCase()))
  if (names.size !== parts.length) refuse('damaged')
  if (!names.has('[content_types].xml') || !parts.some((part) => part.name.startsWith('xl/'))) refuse('not_a_sheet')
  const inOrder = [...parts].sort((a, b) => a.start - b.start)
  if (inOrder.some((part, index) => part.start < (inOrder[index - 1]?.end ?? 0))) refuse('damaged')
}

async function inflateAndCount(packed: Buffer, part: ZipPart): Promise<void> {
  if (part.method === 0) return checkPart(packed.length, packed.subarray(0, 4096), part)
  if (part.method !== 8) refuse('damaged')
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(packed)
  let size = 0
  let head = Buffer.alloc(0)
  let run = 0
  try {
    for await (const chunk of inflate) {
      if (size === 0) head = chunk.subarray(0, 4096)
      size += chunk.length
      run = runWithoutTag(chunk, run)
      if (size > part.inflated || (run > LONGEST_TEXT && isXml(part))) refuse('too_big')
    }
  } catch (cause) {
    throw cause instanceof SheetRefused ? cause : new SheetRefused('damaged')
  }
  checkPart(size, head, part)
}

/** A document type has no place in a workbook: it only brings entities that grow. */
function checkPart(size: number, head: Buffer, part: ZipPart): void {
  if (size !== part.inflated) refuse('damaged')
  if (isXml(part) && /<!(DOCTYPE|ENTITY)/iu.test(head.toString('latin1'))) refuse('damaged')
}

/** A text of megabytes in one cell: readers put it together piece by piece and take gigabytes for it. */
const LONGEST_TEXT = 1_000_000

function runWithoutTag(chunk: Buffer, before: number): number {
  const last = chunk.lastIndexOf(0x3c)
  return last < 0 ? before + chunk.length : chunk.length - last
}

function isXml(part: ZipPart): boolean {
  return /\.(xml|rels)$/iu.test(part.name)
}

function refuse(fault: SheetFault): never {
  throw new SheetRefused(fault)
}
