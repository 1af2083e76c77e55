import { inflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { findCodes } from '../../platform/photos/qr-decoder.ts'

/** What the QR codes on a paper say, as a scanner reads their pixels; in alphabetical order. */
export async function codesOn(pdf: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(pdf)
  const images = document.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter(
      (object) => object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
    )
    .filter(
      (object) => (object as PDFRawStream).dict.get(PDFName.of('ColorSpace')) === PDFName.of('DeviceRGB'),
    ) as PDFRawStream[]
  const codes = await Promise.all(
    images.map(async (image) => {
      const [width, height] = ['Width', 'Height'].map((key) => Number(String(image.dict.get(PDFName.of(key)))))
      const rgb = inflateSync(image.contents)
      const grey = new Uint8Array(rgb.length / 3).map((_, at) => rgb[at * 3] ?? 255)
      const found = await findCodes({ data: grey, width: width ?? 0, height: height ?? 0 })
      return found[0]?.text ?? ''
    }),
  )
  return codes.sort()
}
