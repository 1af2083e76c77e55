import type { StaffFrame } from '../../templates/render.ts'
import { paths } from '../paths.ts'

/** Pages with a hint at their first use (features K11); its words stand below `hints.pages`. */
const HINTS: Readonly<Record<string, string>> = {
  [paths.staff.queue]: 'queue',
  [paths.staff.policeDesk]: 'policeDesk',
  [paths.staff.policeLists]: 'policeLists',
  [paths.staff.signing]: 'signing',
  [paths.staff.imports]: 'imports',
  [paths.staff.exports]: 'exports',
  [paths.staff.counter]: 'counter',
  [paths.staff.inbox]: 'inbox',
  [paths.staff.people]: 'people',
  [paths.staff.auditLog]: 'auditLog',
}

/** Null once the officer has said that it is understood. */
export function hintFor(path: string, seen: readonly string[], say: (key: string) => string): StaffFrame['hint'] {
  const page = HINTS[path]
  return page === undefined || seen.includes(page) ? null : { page, text: say(`hints.pages.${page}`) }
}
