import type { PoliceWorkbookFile } from '../../../core/ports/police-workbooks.ts'
import type { MadeWorkbook } from '../../../core/use-cases/police/make-workbook.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../police-lists/list-view.ts'

export interface BookPaths {
  page(number: string): string
  file(number: string, id: string): string
  list(number: string): string
}

export interface Told {
  fault: string | null
  done: string | null
  /** Just made: its password is shown this once. */
  made: MadeWorkbook | null
}

export function bookView(
  number: string,
  files: readonly PoliceWorkbookFile[],
  at: BookPaths,
  say: Say,
  { fault, done, made }: Told,
) {
  return {
    number,
    fault,
    done,
    backHref: at.list(number),
    made: made && { password: made.password, href: at.file(number, made.id) },
    files: files.map(({ madeAt, importedAt }) => {
      const back = importedAt
        ? say('police.book.importedAt', { when: formatDateTime(importedAt) })
        : say('police.book.notBack')
      return `${say('police.book.madeAt', { when: formatDateTime(madeAt) })} · ${back}`
    }),
  }
}
