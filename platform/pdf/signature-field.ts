import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFRef, PDFString } from 'pdf-lib'
import type { Paper } from './paper.ts'

/** Names of the two empty fields of a list; a program for signing finds them, and so do we. */
export const FIELD_NAMES = { police: 'CongAn', station: 'TramYTe' } as const
export type SignatureSide = keyof typeof FIELD_NAMES

/** Print, and keep its place. */
const FLAGS = 4 + 128
/** Signature fields exist; whoever saves must append. */
const APPEND_ONLY = 3

/** An empty signature field where the box for the pen is, so that a signature changes nothing else on the paper. */
export function addSignatureField(
  { pdf, page }: Pick<Paper, 'pdf' | 'page'>,
  side: SignatureSide,
  rect: number[],
): PDFRef {
  const { context } = pdf
  const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: rect, F: FLAGS, P: page.ref })
  widget.set(PDFName.of('T'), PDFString.of(FIELD_NAMES[side]))
  const ref = context.register(widget)
  annotationsOf(pdf, page).push(ref)
  fieldsOf(pdf).push(ref)
  return ref
}

/** The field with this name, or null: a paper drawn up before fields were on it. */
export function findSignatureField(pdf: PDFDocument, side: SignatureSide): PDFRef | null {
  for (const ref of fieldsOf(pdf).asArray()) {
    const field = pdf.context.lookup(ref)
    if (!(field instanceof PDFDict)) continue
    const name = field.lookup(PDFName.of('T'))
    if (name instanceof PDFString && name.decodeText() === FIELD_NAMES[side]) return ref as PDFRef
  }
  return null
}

function annotationsOf({ context }: PDFDocument, page: Paper['page']): PDFArray {
  const found = page.node.lookup(PDFName.of('Annots'))
  if (found instanceof PDFArray) return found
  const made = context.obj([])
  page.node.set(PDFName.of('Annots'), made)
  return made
}

function fieldsOf({ context, catalog }: PDFDocument): PDFArray {
  let form = catalog.lookup(PDFName.of('AcroForm'))
  if (!(form instanceof PDFDict)) {
    form = context.obj({ Fields: [], SigFlags: APPEND_ONLY })
    catalog.set(PDFName.of('AcroForm'), form)
  }
  const dict = form as PDFDict
  dict.set(PDFName.of('SigFlags'), PDFNumber.of(APPEND_ONLY))
  const fields = dict.lookup(PDFName.of('Fields'))
  if (fields instanceof PDFArray) return fields
  const made = context.obj([])
  dict.set(PDFName.of('Fields'), made)
  return made
}
