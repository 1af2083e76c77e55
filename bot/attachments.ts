import { toBuffer } from 'qrcode'
import { attachmentLink } from '../core/domain/chat/attachment-link.ts'
import type { Attachment } from '../core/domain/chat/outbound-content.ts'

/** A receipt's QR as a PNG of about 400 pixels: made when it leaves, so that no file of a person lies in the outbox. */
export function makeAttachment(attachment: Attachment, publicUrl: string): Promise<Buffer> {
  const options = { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 10 } as const
  return toBuffer(attachmentLink(attachment, publicUrl), options)
}
