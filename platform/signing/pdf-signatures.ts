import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'

export interface PdfSignature {
  /** Exactly the bytes that were signed. */
  covered: Buffer
  /** DER, without the zeros behind it. */
  cms: Buffer
  /** Where the signed part of the file ends. */
  end: number
}

/** Every signature in the file, oldest first; null when one of them does not cover its part of the file without a gap. */
export async function pdfSignatures(file: Buffer): Promise<PdfSignature[] | null> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  const found: PdfSignature[] = []
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !object.has(PDFName.of('ByteRange'))) continue
    const read = signatureIn(object, file)
    if (!read) return null
    found.push(read)
  }
  return found.sort((a, b) => a.end - b.end)
}

/** The only gap may be the signature itself: anything else would be a place to write unsigned words. */
function signatureIn(dict: PDFDict, file: Buffer): PdfSignature | null {
  const range = dict.lookup(PDFName.of('ByteRange'))
  const contents = dict.lookup(PDFName.of('Contents'))
  if (!(range instanceof PDFArray) || !(contents instanceof PDFHexString || contents instanceof PDFString)) return null
  const [start = -1, before = -1, after = -1, rest = -1] = range
    .asArray()
    .map((part) => (part instanceof PDFNumber ? part.asNumber() : -1))
  const isWhole = range.size() === 4 && start === 0 && before > 0 && after > before && rest >= 0
  if (!isWhole || after + rest > file.length) return null
  const gap = file.subarray(before, after).toString('latin1')
  if (!/^<[0-9a-f\s]*>$/i.test(gap)) return null
  const covered = Buffer.concat([file.subarray(0, before), file.subarray(after, after + rest)])
  return { covered, cms: derOf(Buffer.from(gap.replace(/[^0-9a-f]/gi, ''), 'hex')), end: after + rest }
}

/** DER says its own length; the room behind it is filled with zeros. */
function derOf(bytes: Buffer): Buffer {
  const first = bytes[1] ?? 0
  if (first < 0x80) return bytes.subarray(0, 2 + first)
  const count = first & 0x7f
  if (count === 0 || count > 4 || bytes.length < 2 + count) return bytes
  return bytes.subarray(0, 2 + count + bytes.readUIntBE(2, count))
}
