import type { RecordStory, ToldField, ToldLine } from '../../../core/use-cases/exchange/tell-record-story.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../exports/view.ts'

export function storyView({ record, fields, doses }: RecordStory, say: Say, now: Date) {
  return {
    recordId: record.recordId,
    fullName: record.fullName,
    printedFor: say('platform.story.printedFor', { name: record.fullName, at: formatDateTime(now) }),
    sections: [
      { heading: say('platform.story.why'), gone: null, fields: fields.flatMap((one) => fieldOf(one, say)) },
      ...doses.map((dose, index) => ({
        heading: say('platform.story.dose', { n: index + 1 }),
        gone: dose.isGone ? say('platform.story.gone') : null,
        fields: dose.fields.flatMap((one) => fieldOf(one, say)),
      })),
    ],
  }
}

/** A field that never held anything is left out. */
function fieldOf({ field, lines }: ToldField, say: Say) {
  if (lines.every(({ value }) => value === null)) return []
  return [
    { label: say(`platform.story.field.${field}`), lines: lines.map((line, index) => lineOf(field, line, index, say)) },
  ]
}

function lineOf(field: ToldField['field'], { value, at, source, authority }: ToldLine, index: number, say: Say) {
  const from = source ? say(`platform.story.source.${source.kind}`) : say('platform.story.source.none')
  return {
    isNow: index === 0,
    mark: say(index === 0 ? 'platform.story.now' : 'platform.story.before'),
    value: shown(field, value, say),
    at: formatDateTime(at),
    source: [
      from,
      ...(source ? [source.fileName] : []),
      ...(source?.staffName ? [say('platform.story.by', { name: source.staffName })] : []),
    ].join(' · '),
    authority: authority && authorityOf(authority, say),
  }
}

function authorityOf(one: NonNullable<ToldLine['authority']>, say: Say): string {
  return [
    ...(one.policeList ? [say('platform.story.police', { list: one.policeList })] : []),
    ...(one.reportCode ? [say('platform.story.report', { code: one.reportCode })] : []),
    ...(one.decidedBy && one.decidedAt
      ? [
          say('platform.story.decided', {
            name: one.decidedBy,
            unit: one.decidedUnit ?? '',
            at: formatDateTime(one.decidedAt),
          }),
        ]
      : []),
    say('platform.story.export', { number: one.exportNumber, row: one.rowNo }),
  ].join(' · ')
}

/** Some files of the Platform write days this way. */
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u

function shown(field: ToldField['field'], value: string | null, say: Say): string | null {
  if (value === null) return null
  if (field === 'sex') return say(`exchange.sex.${value}`)
  if (field === 'match_result') return say(`platform.story.match.${value}`)
  if (field === 'signed_at') return formatDateTime(new Date(value))
  if (field === 'given_text' && ISO_DAY.test(value)) return formatDate(value)
  return field === 'phone' ? value.replace(/^\+84/u, '0') : value
}
