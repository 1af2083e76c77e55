import type { Attachment } from './outbound-content.ts'

/** What the QR code of an attachment says: where its case can be followed. */
export function attachmentLink({ code }: Pick<Attachment, 'code'>, publicUrl: string): string {
  return `${publicUrl}/theo-doi/${code}`
}
