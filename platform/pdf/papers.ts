import type { Papers } from '../../core/ports/services.ts'
import { decisionLetterPdf } from './decision-letter-paper.ts'
import { lettersPdf } from './letter-paper.ts'
import { policeListPdf } from './list-pdf.ts'

export const papers: Papers = {
  async policeReturnPdf({ list, issuedSha256, part, returnSha256, answers }) {
    const answered = { part, sha256: returnSha256, answers }
    return Buffer.from(await policeListPdf({ ...list, sha256: issuedSha256, answered }))
  },
  lettersPdf: async (sheets) => Buffer.from(await lettersPdf(sheets)),
  decisionLetterPdf: async (letter) => Buffer.from(await decisionLetterPdf(letter)),
}
