import type { AnswerWords } from '../../../core/use-cases/police/take-row-back.ts'
import type { Renderer } from '../../../templates/render.ts'

/** Sentences for the citizen, in the language of their report. */
export function answerWords(render: Renderer): AnswerWords {
  return (answer, wrongFields, locale) => {
    const fields = wrongFields.map((field) => render.sentence(`police.field.${field}`, locale)).join(', ')
    return answer === 'match' ? '' : render.sentence(`police.words.${answer}`, locale, { fields })
  }
}
