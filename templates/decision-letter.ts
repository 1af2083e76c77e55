import type { DecisionLetter } from '../core/ports/services.ts'
import type { LetterFacts } from '../core/use-cases/follow-up/decision-letter.ts'
import type { Renderer } from './render.ts'
import { formatDate } from './rendering/formatters.ts'

const LANGUAGES = ['vi', 'en'] as const

/** The letter in words, both languages on one page: what a counter abroad can read, and no health fact (features D13). */
export function decisionLetterWords(
  facts: LetterFacts,
  { publicUrl, drawnUpAt }: { publicUrl: string; drawnUpAt: Date },
  render: Pick<Renderer, 'sentence'>,
): DecisionLetter {
  return {
    title: `${render.sentence('letter.title', 'vi')} ${facts.code}`,
    unit: facts.unitName,
    drawnUpAt,
    halves: LANGUAGES.map((locale) => half(facts, (key, params) => render.sentence(`letter.${key}`, locale, params))),
    link: `${publicUrl}/kiem-tra-thu/${facts.token}`,
    scan: LANGUAGES.map((locale) => render.sentence('letter.scan', locale)).join(' '),
  }
}

type Say = (key: string, params?: Readonly<Record<string, string>>) => string

function half(facts: LetterFacts, say: Say): DecisionLetter['halves'][number] {
  const row = (key: string, value: string) => ({ label: say(`rows.${key}`), value })
  const { code, unitName, fullName, recordedOn, decision, on, basis, mayAppeal } = facts
  // Several reasons read alike once nothing of one's health is said.
  const reasons = [...new Set(facts.reasons.map((reason) => say(`reasons.${reason}`)))]
  return {
    title: say('title'),
    rows: [
      row('code', code),
      ...(fullName ? [row('name', fullName)] : []),
      row('unit', unitName),
      row('recorded', formatDate(recordedOn)),
      row('decision', say(`decisions.${decision}`)),
      row('decidedOn', formatDate(on)),
      ...(reasons.length > 0 ? [row('reasons', reasons.join(' '))] : []),
      row('basis', say(`basis.${basis}`)),
    ],
    notes: [say('meaning'), ...(mayAppeal ? [say('appeal')] : [])],
  }
}
