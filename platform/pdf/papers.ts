import type { Papers } from '../../core/ports/services.ts'
import { decisionLetterPdf } from './decision-letter-paper.ts'
import { lettersPdf } from './letter-paper.ts'
import { policeListPdf } from './list-pdf.ts'
import { returnMinutesPdf, signingMinutesPdf } from './minutes-paper.ts'
import { passportPdf } from './passport-paper.ts'

export const papers: Papers = {
  async policeReturnPdf({ list, issuedSha256, part, returnSha256, answers }) {
    const answered = { part, sha256: returnSha256, answers }
    return Buffer.from(await policeListPdf({ ...list, sha256: issuedSha256, answered }))
  },
  signingMinutesPdf: async (minutes) => Buffer.from(await signingMinutesPdf(minutes)),
  returnMinutesPdf: async (minutes) => Buffer.from(await returnMinutesPdf(minutes)),
  lettersPdf: async (sheets) => Buffer.from(await lettersPdf(sheets)),
  passportPdf: async (passport) => Buffer.from(await passportPdf(passport)),
  decisionLetterPdf: async (letter) => Buffer.from(await decisionLetterPdf(letter)),
}
