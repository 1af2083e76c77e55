import type { Attachment } from './outbound-content.ts'

/** What the QR code of an attachment says: where its case can be followed, or its paper be had. */
export function attachmentLink({ code, maker }: Pick<Attachment, 'code' | 'maker'>, publicUrl: string): string {
  if (maker === 'passport' || maker === 'passport_large') return `${publicUrl}/ho-chieu`
  return `${publicUrl}/theo-doi/${code}`
}
