import { LETTER_KINDS, type LetterBatch } from '../../../core/ports/letters.ts'
import type { LetterPage } from '../../../core/ports/services.ts'
import type { LetterRound } from '../../../core/use-cases/letters/draw-up-letters.ts'
import { hamletOf } from '../../../core/use-cases/letters/hamlet-of.ts'
import type { OpenBatch } from '../../../core/use-cases/letters/letter-batch.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

export function overviewView({ rounds, batches }: { rounds: LetterRound[]; batches: LetterBatch[] }, say: Say) {
  return {
    kinds: LETTER_KINDS.map((kind) => ({
      kind,
      heading: say('letters.waiting', { kind: say(`letters.kinds.${kind}`) }),
      rounds: rounds
        .filter((round) => round.kind === kind)
        .map(({ hamlet, people }) => ({
          hamlet: hamlet ?? '',
          label: say('letters.drawUp', { hamlet: hamlet ?? say('letters.noHamlet'), people }),
        })),
    })),
    columns: ['kind', 'drawnUpAt', 'letters', 'state'].map((key) => ({
      label: say(`letters.columns.${key}`),
      numeric: key === 'letters',
    })),
    batches: batches.map((batch) => ({ current: false, cells: cellsOf(batch, say) })),
  }
}

function cellsOf(batch: LetterBatch, say: Say) {
  return [
    { text: say(`letters.kinds.${batch.kind}`), href: paths.staff.letterBatch(batch.id), tag: null },
    { text: formatDateTime(batch.drawnUpAt), href: null, tag: null },
    { text: String(batch.letters), href: null, tag: null },
    { text: null, href: null, tag: stateTag(batch, say) },
  ]
}

const stateTag = ({ handedOverAt }: LetterBatch, say: Say) =>
  handedOverAt
    ? { kind: 'success', label: say('letters.handedOver') }
    : { kind: 'warning', label: say('letters.notHandedOver') }

/** `first`: the first page as it will be printed, in its receiver's language. */
export function batchView({ batch, letters }: OpenBatch, first: LetterPage | undefined, say: Say) {
  return {
    title: say(`letters.kinds.${batch.kind}`),
    tag: stateTag(batch, say),
    paperHref: paths.staff.letterPaper(batch.id),
    first: first ? { locale: first.locale, paragraphs: first.paragraphs } : null,
    facts: [
      { label: say('letters.columns.drawnUpAt'), value: formatDateTime(batch.drawnUpAt), action: null },
      { label: say('letters.columns.letters'), value: String(letters.length), action: null },
    ],
    mayMark: batch.handedOverAt === null,
    columns: ['name', 'hamlet'].map((key) => ({ label: say(`letters.columns.${key}`), numeric: false })),
    people: letters.map(({ fullName, address }) => ({
      current: false,
      cells: [fullName, hamletOf(address) ?? say('letters.noHamlet')].map((text) => ({ text, href: null, tag: null })),
    })),
  }
}
