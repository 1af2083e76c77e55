import type { SheetFault } from './sheet-content.ts'

/** What the bytes are, whatever the file is called: a workbook, text, or a reason to refuse. */
export function sniffSheet(bytes: Uint8Array): 'xlsx' | 'csv' | SheetFault {
  if (bytes.length === 0) return 'not_a_sheet'
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return holdsEncryptedPackage(bytes) ? 'encrypted' : 'old_xls'
  if (OTHER_KINDS.some((start) => startsWith(bytes, start))) return 'not_a_sheet'
  return isMarkup(bytes) ? 'not_a_sheet' : 'csv'
}

/** PDF, RTF, PNG, JPEG, GIF, 7z, RAR, gzip, empty or split ZIP. */
const OTHER_KINDS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x7b, 0x5c, 0x72, 0x74],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0x1f, 0x8b],
  [0x50, 0x4b, 0x05, 0x06],
  [0x50, 0x4b, 0x07, 0x08],
]

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** A workbook with a password is an OLE file whose directory names the stream EncryptedPackage, in UTF-16. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}

/** A web page or XML renamed to a sheet, as some programs export it. */
function isMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1').replaceAll('\0', '')
  return /^[\sï»¿ÿþ]*<(!doctype|html|head|body|table|meta|\?xml|style|script|div)/iu.test(start)
}
