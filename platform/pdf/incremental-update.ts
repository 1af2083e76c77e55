import type { PDFDocument, PDFObject, PDFRef } from 'pdf-lib'

/** The file as it was, with only these objects added behind it: what was signed before stays as it was signed. */
export function appendObjects(file: Buffer, pdf: PDFDocument, changed: readonly PDFRef[]): Buffer {
  const parts: Buffer[] = [file, Buffer.from('\n')]
  let at = file.length + 1
  const offsets: { ref: PDFRef; at: number }[] = []
  const add = (bytes: Buffer) => {
    parts.push(bytes)
    at += bytes.length
  }
  for (const ref of [...changed].sort((a, b) => a.objectNumber - b.objectNumber)) {
    const object = pdf.context.lookup(ref)
    if (!object) throw new Error('A changed object of a paper is missing.')
    offsets.push({ ref, at })
    add(Buffer.from(`${ref.objectNumber} ${ref.generationNumber} obj\n`))
    add(bytesOf(object))
    add(Buffer.from('\nendobj\n'))
  }
  const start = at
  add(Buffer.from(tableOf(offsets)))
  add(Buffer.from(`trailer\n${trailerOf(pdf, lastTable(file))}\nstartxref\n${start}\n%%EOF\n`))
  return Buffer.concat(parts)
}

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}

/** One section per object: numbers need not follow each other. Each line has exactly 20 bytes. */
function tableOf(offsets: readonly { ref: PDFRef; at: number }[]): string {
  const lines = offsets.map(({ ref, at }) => {
    const place = `${String(at).padStart(10, '0')} ${String(ref.generationNumber).padStart(5, '0')} n \n`
    return `${ref.objectNumber} 1\n${place}`
  })
  return `xref\n${lines.join('')}`
}

function trailerOf({ context }: PDFDocument, previous: number): string {
  const { Root, Info, ID } = context.trailerInfo
  const optional = [Info ? `/Info ${Info}` : '', ID ? `/ID ${ID}` : ''].filter(Boolean).join(' ')
  return `<< /Size ${context.largestObjectNumber + 1} /Root ${Root} ${optional} /Prev ${previous} >>`
}

function lastTable(file: Buffer): number {
  const tail = file.subarray(Math.max(0, file.length - 2048)).toString('latin1')
  const found = [...tail.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1]
  if (!found) throw new Error('A paper has no cross-reference table.')
  return Number(found)
}
