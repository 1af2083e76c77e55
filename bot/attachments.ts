import { toBuffer } from 'qrcode'
import { attachmentLink } from '../core/domain/chat/attachment-link.ts'
import type { Attachment } from '../core/domain/chat/outbound-content.ts'
import type { App } from '../core/ports/app.ts'
import { decisionLetter } from '../core/use-cases/follow-up/decision-letter.ts'
import { failedPhotoCut } from '../core/use-cases/follow-up/own-photo.ts'
import { ownPassport } from '../core/use-cases/passport/own-passport.ts'
import { decisionLetterWords } from '../templates/decision-letter.ts'
import { passportPaperWords } from '../templates/passport-paper.ts'
import type { Renderer } from '../templates/render.ts'

/** A file made right before it leaves to this address; null: there is nothing for this address (any more). */
export type AttachmentMaker = (attachment: Attachment, address: string) => Promise<Buffer | null>

/** No file of a person lies in the outbox: whose it is, is asked again when it leaves. */
export function attachmentMaker(app: App, render: Pick<Renderer, 'sentence'>): AttachmentMaker {
  const { publicUrl } = app.settings
  return async (attachment, address) => {
    const { maker, code } = attachment
    if (maker === 'receipt_qr') return receiptQr(attachment, publicUrl)
    if (maker === 'failed_photo') return failedPhotoCut(app, { code, address })
    if (maker === 'passport' || maker === 'passport_large') return passport(app, render, address, maker)
    const facts = await decisionLetter(app, { code, address })
    if (!facts.ok) return null
    return app.papers.decisionLetterPdf(decisionLetterWords(facts.value, { publicUrl, drawnUpAt: app.now() }, render))
  }
}

/** The holder's paper, if this address is still proved to be the holder's (features H10). */
async function passport(
  app: App,
  render: Pick<Renderer, 'sentence'>,
  address: string,
  maker: 'passport' | 'passport_large',
): Promise<Buffer | null> {
  const own = await ownPassport(app, address)
  if (own.state !== 'ready') return null
  const how = { large: maker === 'passport_large', drawnUpAt: app.now() }
  return app.papers.passportPdf(passportPaperWords(own, how, render.sentence))
}

/** A receipt's QR as a PNG of about 400 pixels. */
export function receiptQr(attachment: Pick<Attachment, 'code' | 'maker'>, publicUrl: string): Promise<Buffer> {
  const options = { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 10 } as const
  return toBuffer(attachmentLink(attachment, publicUrl), options)
}
