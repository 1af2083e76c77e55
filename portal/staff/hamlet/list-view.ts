import type { Request } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import type { HamletRow } from '../../../core/ports/hamlet-lists.ts'
import type { HamletListView } from '../../../core/use-cases/hamlet/read-hamlet.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { readRows } from '../../hamlet/answer-form.ts'
import { askedRowView, faultLinks, householdsView, personView, type Say } from '../../hamlet/row-view.ts'
import { paths } from '../../paths.ts'
import { clockTag, doneText, faultText, valueText } from './desk-view.ts'
import type { Done, NewLinkShown } from './list-acts.ts'

interface Shown {
  req: Request
  objection: Objection | null
  link: NewLinkShown | null
  again?: Done
  now: Date
}

/** One list: who is still asked about, what came back, the way to paper and to the phone. */
export function listView({ list, unitName, rows, link, sheets }: HamletListView, shown: Shown, say: Say) {
  const { req, objection, again } = shown
  const open = rows.filter((row) => row.open)
  // What was typed and not taken is shown again, so that nobody types a sheet twice.
  const read = objection || again ? readRows(req.form) : null
  const number = list.number
  return {
    number,
    hamlet: list.hamlet ?? say('hamlet.unknownHamlet'),
    clock: clockTag({ dueAt: list.dueAt, open: open.length }, shown.now, say),
    fault: objection && faultText(objection, say),
    again: again && say('hamlet.someLeft', { count: again.so }),
    errors: faultLinks(open, read, say),
    done: objection || again ? null : doneText(req, say),
    summary: [
      line(say('hamlet.unit'), unitName),
      line(say('hamlet.drawnUpOn'), formatDate(list.drawnUpOn)),
      line(say('hamlet.due'), formatDateTime(list.dueAt)),
      line(say('hamlet.answered'), `${rows.length - open.length} / ${rows.length}`),
    ],
    printHref: paths.hamlet.print(number),
    homes: householdsView(
      open.map((row) => askedRowView(row, read, say)),
      say,
    ),
    hasOpen: open.length > 0,
    answered: rows.filter((row) => !row.open).map((row) => answeredView(row, say)),
    newLink: shown.link,
    link: link && { until: formatDateTime(link.expiresAt), made: formatDateTime(link.madeAt) },
    photos: sheets.map((sheet, index) => ({
      href: paths.hamlet.sheetPhoto(number, sheet.id),
      alt: say('hamlet.photoAlt', { number: index + 1, of: sheets.length }),
    })),
  }
}

const line = (label: string, value: string) => ({ label, value, action: null })

function answeredView(row: HamletRow, say: Say) {
  const fields = Object.entries(row.corrected) as [keyof HamletRow['facts'], string][]
  const corrections = fields.map(([field, value]) =>
    say('hamlet.correction', {
      field: say(`police.field.${field}`),
      station: valueText(field, row.facts[field], say),
      hamlet: valueText(field, value, say),
    }),
  )
  const by = row.answer && say(row.linkId ? 'hamlet.byPhone' : 'hamlet.byStation')
  return {
    ...personView(row, say),
    answer: say(row.answer ? `hamlet.answer.${row.answer}` : 'hamlet.takenOff'),
    text: [...corrections, row.note, by].filter(Boolean).join(' · '),
  }
}
