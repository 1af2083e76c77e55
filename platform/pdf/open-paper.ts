import { PDFDocument } from 'pdf-lib'
import { newPage, type Paper } from './paper.ts'
import { embedFonts } from './vietnamese-fonts.ts'

interface About {
  title: string
  /** The unit whose paper it is. */
  author: string
  drawnUpAt: Date
}

/** An empty document that says nothing of the moment it is written: the same content gives the same bytes. */
export async function newPdf({ title, author, drawnUpAt }: About): Promise<PDFDocument> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setTitle(title)
  pdf.setAuthor(author)
  pdf.setLanguage('vi-VN')
  pdf.setCreationDate(drawnUpAt)
  pdf.setModificationDate(drawnUpAt)
  return pdf
}

/** The same with its first A4 page, ready to be written on. */
export async function openA4(about: About): Promise<Paper> {
  const pdf = await newPdf(about)
  const paper: Paper = { pdf, fonts: await embedFonts(pdf), page: pdf.addPage(), y: 0 }
  pdf.removePage(0)
  newPage(paper)
  return paper
}
