import { z } from 'zod'
import { ERROR_CLASSES, type ErrorRow, type ErrorStanding } from '../../../core/ports/error-list.ts'
import type { ErrorListPage } from '../../../core/use-cases/error-list/open-error-list.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say } from '../queue/view.ts'

const STANDINGS = ['reachable', 'invited', 'reporting', 'silent'] as const satisfies readonly ErrorStanding[]

/** A strange value is no filter. */
export const ErrorListQuery = z.object({
  nhom: z.enum(ERROR_CLASSES).nullable().catch(null),
  lien_lac: z.enum(STANDINGS).nullable().catch(null),
  sau: z.string().max(60).catch(''),
})

type Query = z.output<typeof ErrorListQuery>

const plain = (text: string) => ({ text, href: null, tag: null })

function linkFrom({ nhom, lien_lac }: Query, more: Record<string, string | null>): string {
  const all: Record<string, string | null> = { nhom, lien_lac, ...more }
  const filled = Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return filled.length > 0 ? `${paths.staff.errorList}?${new URLSearchParams(filled)}` : paths.staff.errorList
}

export function errorListView(page: ErrorListPage, query: Query, say: Say) {
  const { source, rows, next, toInvite } = page
  const link = (more: Record<string, string | null>) => linkFrom(query, more)
  return {
    source: source
      ? say('errorlist.source', { file: source.fileName, time: formatDateTime(source.appliedAt), rows: source.rows })
      : null,
    ...countsView(page, query, say),
    invite:
      toInvite > 0
        ? { label: say('errorlist.invite', { count: toInvite }), href: paths.staff.audience('error_list') }
        : null,
    filters: [null, ...STANDINGS].map((standing) => ({
      href: link({ lien_lac: standing }),
      label: say(standing ? `errorlist.columns.${standing}` : 'errorlist.everyone'),
      current: standing === query.lien_lac,
    })),
    columns: ['record', 'name', 'class', 'standing'].map((key) => ({
      label: say(`errorlist.columns.${key}`),
      numeric: false,
    })),
    rows: rows.map((row) => rowView(row, say)),
    nextHref: next ? link({ sau: next }) : null,
  }
}

function countsView({ counts }: ErrorListPage, query: Query, say: Say) {
  const heads = ['class', ...STANDINGS]
  return {
    countColumns: heads.map((key, at) => ({ label: say(`errorlist.columns.${key}`), numeric: at > 0 })),
    counts: ERROR_CLASSES.map((one) => {
      const href = linkFrom(query, { nhom: one === query.nhom ? null : one })
      const numbers = STANDINGS.map((standing) => plain(String(counts[one][standing])))
      return {
        current: one === query.nhom,
        cells: [{ text: say(`errorlist.classes.${one}`), href, tag: null }, ...numbers],
      }
    }),
  }
}

function rowView({ personId, recordId, fullName, errorClass, standing, channel }: ErrorRow, say: Say) {
  const where = [say(`errorlist.standing.${standing}`), channel && say(`delivery.channel.${channel}`)]
  return {
    current: false,
    cells: [
      { text: recordId, href: paths.staff.counterPerson(personId), tag: null },
      plain(maskedName(fullName)),
      plain(say(`errorlist.classes.${errorClass}`)),
      plain(where.filter(Boolean).join(' · ')),
    ],
  }
}
