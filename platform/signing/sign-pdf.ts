import { SignPdf } from '@signpdf/signpdf'
import { DEFAULT_BYTE_RANGE_PLACEHOLDER, Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
} from 'pdf-lib'
import { appendObjects } from '../pdf/incremental-update.ts'
import { addSignatureField, findSignatureField, type SignatureSide } from '../pdf/signature-field.ts'
import { type KeyedSigner, signDetached } from './cms.ts'
import { signatureAppearance } from './signature-appearance.ts'

/** Room for a signature with its chain, in bytes. */
const ROOM = 12_000

export interface VisibleSignature {
  side: SignatureSide
  name: string
  reason: string
  place: string
  /** What the box on the paper says. */
  lines: readonly string[]
}

/**
 * PAdES on a paper of ours: CAdES inside, SubFilter ETSI.CAdES.detached, added behind the file as it stands, so that a signature
 * that was there before stays valid. The placeholder is our own: @signpdf's writes names without marks and calls each field the same.
 */
export async function signPdf(file: Buffer, signer: KeyedSigner, shown: VisibleSignature, at: Date): Promise<Buffer> {
  const pdf = await PDFDocument.load(file, { updateMetadata: false })
  const before = pdf.context.largestObjectNumber
  const { field, touched } = fieldOn(pdf, shown.side)
  const widget = pdf.context.lookup(field, PDFDict)
  if (widget.has(PDFName.of('V'))) throw new Error('This side of the paper is signed already.')
  const box = widget.lookup(PDFName.of('Rect'), PDFArray).asRectangle()
  const look = await signatureAppearance(pdf, shown.lines, box)
  widget.set(PDFName.of('AP'), pdf.context.obj({ N: look }))
  widget.set(PDFName.of('V'), pdf.context.register(placeholder(pdf, shown, at)))
  await pdf.flush()
  const made = pdf.context.enumerateIndirectObjects().flatMap(([ref]) => (ref.objectNumber > before ? [ref] : []))
  const changed = new Set([...made, field, ...touched])
  return new SignPdf().sign(appendObjects(file, pdf, [...changed]), new CadesSigner(signer, at))
}

class CadesSigner extends Signer {
  readonly #signer: KeyedSigner
  readonly #at: Date
  constructor(signer: KeyedSigner, at: Date) {
    super()
    this.#signer = signer
    this.#at = at
  }
  override sign(bytes: Buffer): Promise<Buffer> {
    return signDetached(bytes, this.#signer, this.#at)
  }
}

/** The paper's own field; one that has none gets it on its last page. */
function fieldOn(pdf: PDFDocument, side: SignatureSide): { field: PDFRef; touched: PDFRef[] } {
  const found = findSignatureField(pdf, side)
  if (found) return { field: found, touched: [] }
  const page = pdf.getPages().at(-1)
  if (!page) throw new Error('A paper without pages cannot be signed.')
  const left = side === 'police' ? 40 : page.getWidth() / 2 + 10
  const field = addSignatureField({ pdf, page }, side, [left, 70, left + page.getWidth() / 2 - 60, 130])
  const { Root } = pdf.context.trailerInfo
  const parts = [page.node.get(PDFName.of('Annots')), pdf.catalog.get(PDFName.of('AcroForm'))]
  const refs = [page.ref, Root, ...parts].filter((one) => one instanceof PDFRef)
  return { field, touched: refs }
}

/** Registered as finished bytes: pdf-lib would else pack it into an object stream, where no signature can be put. */
function placeholder(pdf: PDFDocument, { name, reason, place }: VisibleSignature, at: Date): PDFInvalidObject {
  const { context } = pdf
  const range = context.obj([0, ...Array(3).fill(DEFAULT_BYTE_RANGE_PLACEHOLDER)].map(asRangePart))
  const dict = context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: SUBFILTER_ETSI_CADES_DETACHED })
  dict.set(PDFName.of('ByteRange'), range)
  dict.set(PDFName.of('Contents'), PDFHexString.of('0'.repeat(ROOM * 2)))
  dict.set(PDFName.of('Name'), PDFHexString.fromText(name))
  dict.set(PDFName.of('Reason'), PDFHexString.fromText(reason))
  dict.set(PDFName.of('Location'), PDFHexString.fromText(place))
  dict.set(PDFName.of('M'), PDFString.fromDate(at))
  const bytes = new Uint8Array(dict.sizeInBytes())
  dict.copyBytesInto(bytes, 0)
  return PDFInvalidObject.of(bytes)
}

const asRangePart = (part: number | string) => (typeof part === 'number' ? PDFNumber.of(part) : PDFName.of(part))
