import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRawStream, PDFStream } from 'pdf-lib'

/** The words of each page as a reader copies them out: glyphs through the fonts' own ToUnicode tables. */
export async function textOfPdf(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf)
  return document.getPages().map((page) => textOfPage(page))
}

function textOfPage(page: PDFPage): string {
  const { context } = page.doc
  const fonts = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict)
  const tables = new Map<string, Map<string, string>>()
  for (const [name, reference] of fonts?.entries() ?? []) {
    const table = context.lookup(reference, PDFDict).lookup(PDFName.of('ToUnicode'))
    tables.set(name.decodeText(), table ? unicodeTable(bytesOf(table)) : new Map())
  }
  return contentsOf(page)
    .map((content) => wordsIn(content, tables))
    .join('\n')
}

function contentsOf(page: PDFPage): string[] {
  const contents = page.node.Contents()
  const parts =
    contents instanceof PDFArray ? contents.asArray().map((one) => page.doc.context.lookup(one)) : [contents]
  return parts.flatMap((part) => (part ? [bytesOf(part)] : []))
}

function bytesOf(stream: PDFObject): string {
  if (stream instanceof PDFRawStream) {
    const packed = stream.dict.has(PDFName.of('Filter'))
    return (packed ? inflateSync(stream.contents) : Buffer.from(stream.contents)).toString('latin1')
  }
  if (stream instanceof PDFStream) return stream.getContentsString()
  throw new Error('not a stream')
}

/** Glyph number (hex) to text, from bfchar and bfrange lines. */
function unicodeTable(cmap: string): Map<string, string> {
  const table = new Map<string, string>()
  for (const [, glyph = '', text = ''] of cmap.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\n/gi))
    table.set(glyph.toUpperCase(), utf16(text))
  return table
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function wordsIn(content: string, tables: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map()
  const lines: string[] = []
  for (const [, name, glyphs] of content.matchAll(/\/([^\s/]+)\s+[\d.]+\s+Tf|<([0-9a-f]+)>\s*Tj/gi)) {
    if (name) font = tables.get(name) ?? new Map()
    else lines.push((glyphs?.match(/.{4}/g) ?? []).map((glyph) => font.get(glyph.toUpperCase()) ?? '\ufffd').join(''))
  }
  return lines.join('\n')
}
