import { PDFDocument } from 'pdf-lib'
import { writeFooters, writeHead, writeSignatures } from './list-pdf-frame.ts'
import { writeRows } from './list-pdf-table.ts'
import { newPage, type Paper } from './paper.ts'
import type { PoliceListPaper } from './police-list-paper.ts'
import { embedFonts } from './vietnamese-fonts.ts'

/** A4, Vietnamese, the same bytes for the same list: its own hash is stored beside it (features F06, F01). */
export async function policeListPdf(list: PoliceListPaper): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const drawnUp = new Date(`${list.drawnUpOn}T00:00:00+07:00`)
  pdf.setTitle(list.number)
  pdf.setAuthor(list.unit)
  pdf.setLanguage('vi-VN')
  pdf.setCreationDate(drawnUp)
  pdf.setModificationDate(drawnUp)
  const paper: Paper = { pdf, fonts: await embedFonts(pdf), page: pdf.addPage(), y: 0 }
  pdf.removePage(0)
  newPage(paper)
  writeHead(paper, list)
  writeRows(paper, list)
  writeSignatures(paper, list)
  writeFooters(paper, list)
  return pdf.save({ useObjectStreams: false })
}
