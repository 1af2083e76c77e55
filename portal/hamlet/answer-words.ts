import type { HamletWords } from '../../core/use-cases/hamlet/take-hamlet-answers.ts'
import type { Renderer } from '../../templates/render.ts'

/** Sentences for the citizen, in the language of their report; a death is never told by a machine. */
export function hamletWords(render: Renderer): HamletWords {
  return (answer, locale) => render.sentence(`hamlet.words.${answer}`, locale)
}
