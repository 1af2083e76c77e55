/** What a ready answer can say about this case; null where there is nothing to say. */
export interface AnswerFacts {
  /** Code of the person's newest report. */
  code: string | null
  /** Its tracking page. */
  link: string | null
  openingHours: string | null
  /** Of the unit that answers. */
  address: string | null
}

export type AnswerFact = keyof AnswerFacts

/** In the order of the picker. */
export const ANSWER_GROUPS = ['general', 'more', 'refused'] as const

interface ReadyAnswer {
  group: (typeof ANSWER_GROUPS)[number]
  /** Every variable its template uses: templates/ready-answers/<key>.<locale>.hbs. */
  needs: readonly AnswerFact[]
}

const PLAIN: ReadyAnswer = { group: 'general', needs: [] }
const ABOUT_CASE: ReadyAnswer = { group: 'general', needs: ['code', 'link'] }
const MORE: ReadyAnswer = { group: 'more', needs: ['code'] }
const REFUSED: ReadyAnswer = { group: 'refused', needs: ['code'] }

/** Ready answers (features E07): common ones, what an officer may ask for (D09), and the 13 reasons of letter 9458. */
export const READY_ANSWERS = {
  received: PLAIN,
  'one-moment': PLAIN,
  'case-state': ABOUT_CASE,
  'opening-hours': { group: 'general', needs: ['openingHours'] },
  'come-in': { group: 'general', needs: ['address', 'openingHours'] },
  'never-a-code': PLAIN,
  'anything-else': PLAIN,
  'more-card-photo': MORE,
  'more-paper-photo': MORE,
  'more-full-name': MORE,
  'more-birth-date': MORE,
  'more-id-number': MORE,
  'more-dose-facts': MORE,
  'more-visit': { group: 'more', needs: ['code', 'address', 'openingHours'] },
  'refused-screening-form-incomplete': REFUSED,
  'refused-name-conflict': REFUSED,
  'refused-portrait-only': REFUSED,
  'refused-dose-mismatch': REFUSED,
  'refused-dob-mismatch': REFUSED,
  'refused-paper-missing-fields': REFUSED,
  'refused-paper-masked': REFUSED,
  'refused-photo-blurred': REFUSED,
  'refused-dose-date-mismatch': REFUSED,
  'refused-all-mismatch': REFUSED,
  'refused-name-incomplete-or-unaccented': REFUSED,
  'refused-vaccine-mismatch': REFUSED,
  'refused-paper-altered': REFUSED,
} as const satisfies Record<string, ReadyAnswer>

export type ReadyAnswerKey = keyof typeof READY_ANSWERS

export const READY_ANSWER_KEYS = Object.keys(READY_ANSWERS) as [ReadyAnswerKey, ...ReadyAnswerKey[]]

/** The first variable of this answer that the case cannot fill: such an answer must not leave. Null: it may. */
export function unfilledOf(key: ReadyAnswerKey, facts: AnswerFacts): AnswerFact | null {
  const needs: readonly AnswerFact[] = READY_ANSWERS[key].needs
  return needs.find((fact) => !facts[fact]) ?? null
}

/** A variable that somebody copied instead of filling. */
export function hasOpenVariable(text: string): boolean {
  return /\{\{|\}\}/.test(text)
}
