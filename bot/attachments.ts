import { toBuffer } from 'qrcode'
import { attachmentLink } from '../core/domain/chat/attachment-link.ts'
import type { Attachment } from '../core/domain/chat/outbound-content.ts'
import type { App } from '../core/ports/app.ts'
import { decisionLetter } from '../core/use-cases/follow-up/decision-letter.ts'
import { failedPhotoCut } from '../core/use-cases/follow-up/own-photo.ts'
import { decisionLetterWords } from '../templates/decision-letter.ts'
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
    const facts = await decisionLetter(app, { code, address })
    if (!facts.ok) return null
    return app.papers.decisionLetterPdf(decisionLetterWords(facts.value, { publicUrl, drawnUpAt: app.now() }, render))
  }
}

/** A receipt's QR as a PNG of about 400 pixels. */
export function receiptQr(attachment: Pick<Attachment, 'code'>, publicUrl: string): Promise<Buffer> {
  const options = { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 10 } as const
  return toBuffer(attachmentLink(attachment, publicUrl), options)
}
