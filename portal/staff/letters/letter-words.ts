import type { Letter, LetterKind } from '../../../core/ports/letters.ts'
import type { LetterPage, LetterSheets } from '../../../core/ports/services.ts'
import type { OpenBatch } from '../../../core/use-cases/letters/letter-batch.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'

const TEMPLATE: Record<LetterKind, string> = {
  error_list: 'letters/error-list',
  card_missing: 'letters/card-missing',
  decision: 'letters/decision',
}

/** The pages of a batch in words, each in its receiver's language. */
export function letterSheets({ batch, unit, letters }: OpenBatch, render: Renderer, publicUrl: string): LetterSheets {
  return {
    title: render.sentence(`letters.kinds.${batch.kind}`, 'vi'),
    unit: unit.name,
    drawnUpAt: batch.drawnUpAt,
    letters: letters.map((letter) => letterPage(letter, batch.kind, unit, render, publicUrl)),
  }
}

function letterPage(
  letter: Letter,
  kind: LetterKind,
  unit: OpenBatch['unit'],
  render: Renderer,
  publicUrl: string,
): LetterPage {
  const { locale, code } = letter
  const say = (key: string, params?: Record<string, string>) => render.sentence(`letters.${key}`, locale, params)
  return {
    locale,
    heading: say('heading'),
    to: say('to', { name: letter.fullName }),
    address: letter.address,
    paragraphs: paragraphsOf(letter, kind, unit, render),
    code,
    link: `${publicUrl}${code ? paths.citizen.trackOne(code) : paths.citizen.lookUp}`,
    scan: say(code ? 'scan' : 'scanNoCode'),
    never: say('never'),
  }
}

function paragraphsOf(letter: Letter, kind: LetterKind, unit: OpenBatch['unit'], render: Renderer): string[] {
  const { locale, state } = letter
  const view = {
    unit: unit.name,
    address: unit.address,
    hours: unit.openingHours,
    result: state ? render.sentence(`letters.results.${state}`, locale) : null,
    refused: state === 'refused',
    reasons:
      state === 'refused'
        ? letter.refusalReasons.map((reason) => render.sentence(`chat.reasons.${reason}`, locale))
        : [],
  }
  return render
    .text(TEMPLATE[kind], view, locale)
    .split('\n')
    .filter((line) => line.trim() !== '')
}
