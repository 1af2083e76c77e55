import { PDFDocument, rgb } from 'pdf-lib'
import type { Papers } from '../../core/ports/services.ts'
import { embedFonts } from '../pdf/vietnamese-fonts.ts'
import { PRACTICE_WORDS } from './practice-words.ts'

const SIZE = 11
const FROM_EDGE = 14

/** Every paper of a practice installation says so on each page, before anybody could sign it (features K08). */
export function stampedPapers(papers: Papers): Papers {
  const stamped = Object.entries(papers).map(([name, make]: [string, (facts: never) => Promise<Buffer>]) => [
    name,
    async (facts: never) => stampPractice(await make(facts)),
  ])
  return Object.fromEntries(stamped) as Papers
}

async function stampPractice(paper: Buffer): Promise<Buffer> {
  const pdf = await PDFDocument.load(paper, { updateMetadata: false })
  const { bold } = await embedFonts(pdf)
  for (const page of pdf.getPages()) {
    const x = (page.getWidth() - bold.widthOfTextAtSize(PRACTICE_WORDS, SIZE)) / 2
    const options = { x, size: SIZE, font: bold, color: rgb(0.7, 0.1, 0) }
    page.drawText(PRACTICE_WORDS, { ...options, y: page.getHeight() - FROM_EDGE })
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}
