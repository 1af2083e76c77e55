import type { ChainCheck } from '../../../core/ports/audit-search.ts'
import type { LogFound } from '../../../core/use-cases/audit/search-log.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'

/** Rows and counts; the log holds no value of a person, and so does this page. */
export function auditView(found: LogFound | null, checks: ChainCheck[], locale: Locale, render: Renderer) {
  const say = (key: string, params = {}) => render.sentence(`auditlog.${key}`, locale, params)
  const columnsOf = (...keys: string[]) =>
    keys.map((key) => ({ label: say(`columns.${key}`), numeric: ['files', 'rows', 'fetched'].includes(key) }))
  const cells = (...texts: string[]) => ({
    current: false,
    cells: texts.map((text) => ({ text, href: null, tag: null })),
  })
  return {
    chains: checks.map(({ chain, at, links, waiting, fault }) => ({
      tag: { kind: fault ? 'danger' : 'success', label: say(fault ? 'chain.broken' : 'chain.whole') },
      text: say('chain.text', {
        name: say(`chain.names.${chain}`),
        links: formatNumber(links, locale),
        waiting: formatNumber(waiting, locale),
        at: formatDateTime(at),
      }),
    })),
    found: found && {
      caption: say('found', { total: found.total, shown: found.lines.length }),
      columns: columnsOf('at', 'who', 'action', 'subject'),
      rows: found.lines.map(({ at, action, subjectKind, subject, officer }) =>
        cells(
          formatDateTime(at),
          officer
            ? `${officer.name} (${officer.login}), ${render.sentence(`people.roles.${officer.role}`, locale)}, ${officer.unitName}`
            : say('house'),
          action,
          `${subjectKind} ${subject}`,
        ),
      ),
      none: found.lines.length === 0,
    },
    exports: found && {
      columns: columnsOf('unit', 'files', 'rows', 'fetched'),
      rows: found.exports.map(({ unitName, files, rows, fetched }) =>
        cells(unitName, formatNumber(files, locale), formatNumber(rows, locale), formatNumber(fetched, locale)),
      ),
    },
  }
}
