import { createHash } from 'node:crypto'
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRef,
  PDFStream,
} from 'pdf-lib'

/**
 * Whether the signed file is the paper that was sent: its bytes stand unchanged at the beginning, and what was added behind them
 * changes no page, font or mark but signature boxes, and nothing that happens when it is opened. So the hash a reader sees is the
 * hash that was sent.
 */
export async function isSamePaper(sent: Buffer, signed: Buffer): Promise<boolean> {
  if (signed.length < sent.length || !signed.subarray(0, sent.length).equals(sent)) return false
  const [before, after] = [await pagesOf(sent), await pagesOf(signed)]
  return before.length === after.length && before.every((page, i) => page === after[i])
}

async function pagesOf(file: Buffer): Promise<string[]> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  return [openingOf(pdf), ...pdf.getPages().map(printOf)]
}

/** Actions, scripts, attached files and layers that show and hide: none belongs to a signature. */
const ON_OPENING = ['OpenAction', 'AA', 'Names', 'OCProperties'].map((name) => PDFName.of(name))

function openingOf({ catalog, context }: PDFDocument): string {
  const hash = createHash('sha256')
  for (const name of ON_OPENING) {
    hash.update(`${name}`)
    write(catalog.get(name), context, hash, new Set())
  }
  return hash.digest('hex')
}

/** What decides how a page looks, signature boxes set aside. */
function printOf(page: PDFPage): string {
  const { node, doc } = page
  const hash = createHash('sha256')
  const parts = [node.Contents(), node.Resources(), node.MediaBox(), node.lookup(PDFName.of('Rotate')), node.CropBox()]
  parts.push(node.lookup(PDFName.of('AA')))
  for (const part of parts) write(part, doc.context, hash, new Set())
  for (const annotation of node.Annots()?.asArray() ?? []) {
    const found = doc.context.lookup(annotation)
    if (!isSignatureBox(found)) write(found, doc.context, hash, new Set())
  }
  return hash.digest('hex')
}

function isSignatureBox(object: PDFObject | undefined): boolean {
  return object instanceof PDFDict && object.lookup(PDFName.of('FT')) === PDFName.of('Sig')
}

type Hash = ReturnType<typeof createHash>

function write(object: PDFObject | undefined, context: PDFContext, hash: Hash, seen: ReadonlySet<PDFObject>): void {
  if (object instanceof PDFRef) {
    if (!seen.has(object)) write(context.lookup(object), context, hash, new Set([...seen, object]))
  } else if (object instanceof PDFStream) {
    write(object.dict, context, hash, seen)
    hash.update(object.getContents())
  } else if (object instanceof PDFDict) {
    for (const [name, value] of object.entries().sort(([a], [b]) => a.toString().localeCompare(b.toString()))) {
      if (name === PDFName.of('Parent')) continue
      hash.update(`${name}`)
      write(value, context, hash, seen)
    }
  } else if (object instanceof PDFArray) {
    for (const value of object.asArray()) write(value, context, hash, seen)
  } else hash.update(`|${object}`)
}
