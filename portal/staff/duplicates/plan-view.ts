import { isCalendarDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { MergePlanLine } from '../../../core/domain/record/merge-plan.ts'
import type { MergePlan } from '../../../core/ports/duplicates.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { maskedName, type Say } from '../queue/view.ts'

const HEADS = ['what', 'kept', 'gone', 'name', 'number', 'vaccine', 'day', 'lot', 'facility', 'dose', 'doubt'] as const

type Head = (typeof HEADS)[number]

/** On the screen names are masked as in every list; the file says them whole. */
export function planView(plan: MergePlan, say: Say) {
  const fact = (key: string, value: string) => ({ label: say(`duplicates.${key}`), value, action: null })
  return {
    sheetHref: paths.staff.mergePlanSheet(plan.id),
    facts: [
      fact('drawnUpAt', formatDateTime(plan.drawnUpAt)),
      fact('drawnUpBy', plan.staffName),
      fact('drawnUpFor', plan.unitName),
    ],
    columns: HEADS.map((key) => ({ label: say(`duplicates.plan.heads.${key}`), numeric: false })),
    rows: plan.lines.map((line) => {
      const cells = cellsOf({ ...line, fullName: maskedName(line.fullName) }, say)
      const shown = HEADS.map((key) => cells[key] || say('common.nothing'))
      return { current: false, cells: shown.map((text) => ({ text, href: null, tag: null })) }
    }),
  }
}

/** Every cell is text, so that no zero of a record id is lost. */
export function planSheet({ lines }: MergePlan, say: Say) {
  const cells = lines.map((line) => cellsOf(line, say))
  return {
    sheetName: say('duplicates.plan.sheet'),
    columns: HEADS.map((key) => ({ header: say(`duplicates.plan.heads.${key}`) })),
    rows: cells.map((line) => HEADS.map((key) => line[key])),
  }
}

function cellsOf({ what, kept, gone, fullName, dose }: MergePlanLine, say: Say): Record<Head, string> {
  const word = (key: string) => say(`duplicates.plan.${key}`)
  return {
    what: word(what),
    kept,
    gone,
    name: fullName,
    number: dose?.number ? String(dose.number) : '',
    vaccine: dose?.vaccine ?? '',
    day: dose ? dayOf(dose.day) : '',
    lot: dose?.lot ?? '',
    facility: dose?.facility ?? '',
    dose: word(what === 'merge' && dose ? 'move' : 'stays'),
    doubt: dose?.doubt ? say(`sameperson.doubts.${dose.doubt}`) : '',
  }
}

const dayOf = (day: string) => (isCalendarDate(day) ? writeDate(day) : day)
