/** What a citizen says a photo shows (features C01). Selfies are not asked for. */
export const PHOTO_KINDS = ['card_front', 'card_back', 'dose_paper', 'other'] as const

export type PhotoKind = (typeof PHOTO_KINDS)[number]

export const MAX_PHOTOS = 6

/** Only cards carry the QR that fills a form; the 2024 card has it on the back. */
export function carriesCardQr(kind: PhotoKind): boolean {
  return kind === 'card_front' || kind === 'card_back'
}
