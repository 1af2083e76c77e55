/** Papers with a name and a face, or a seal, that a counter accepts (8938 step 3; 9438). */
export const PAPERS_SEEN = ['citizen_card', 'old_card', 'id_notice', 'passport', 'birth_certificate'] as const

export type PaperSeen = (typeof PAPERS_SEEN)[number]

/** Whether the paper's number is the recorded one; a record without a number has nothing to compare. */
export type NumberAgrees = 'yes' | 'no' | 'not_recorded'

/** Another number may be another person of the same name: then the doses show, masked, and nothing more (features A06). */
export function levelOfCard(agrees: NumberAgrees): 1 | 2 {
  return agrees === 'no' ? 1 : 2
}
