/** What the sender of a birth certificate agrees to; the words stand in templates/locales/family under `family.paper.consent`. */
export const BIRTH_PAPER_CONSENT = 'birth-paper-2026-11-1'

/** A photo nobody has decided about goes then; a decided one goes at once. */
export const BIRTH_PAPER_DAYS = 30
