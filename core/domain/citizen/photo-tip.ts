import type { PhotoKind } from './photo-kind.ts'

/** The one thing to do about a card that could not be read (features C03); the sentences stand at `report.photos.tip` and `chat.tips`. */
export const PHOTO_TIPS = [
  'see_back',
  'see_front',
  'not_a_card',
  'too_dark',
  'glare',
  'blurred',
  'code_cut_off',
  'too_small',
  'other',
  'accepted',
] as const

export type PhotoTip = (typeof PHOTO_TIPS)[number]

/** After this many pictures nobody is asked for another: the officer reads what came with their own eyes. */
export const TRIES = 2

/** `reason` is the reader's; `tries` counts the cards of this case that were looked at in vain, this one included. */
export function tipFor({ kind, reason, tries }: { kind: PhotoKind; reason: string; tries: number }): PhotoTip {
  if (tries > TRIES) return 'accepted'
  // Chip cards carry the code on the front, cards from July 2024 on the back (domain 5.3, 5.4).
  if (reason === 'no_code') return kind === 'card_front' ? 'see_back' : 'see_front'
  return PHOTO_TIPS.find((tip) => tip === reason) ?? 'other'
}
