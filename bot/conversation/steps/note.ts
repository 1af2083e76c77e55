import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { sayObjection } from '../objection.ts'
import { choicesOf, doing, type Step, say } from '../step.ts'
import { byCode } from './track.ts'

/** Words nobody asked for: they land on the case they answer, and an unclear one is asked with buttons (features I09). */
export const NOTE = {
  whoseNote: doing(
    'ownReports',
    () => ({}),
    (reports) => {
      const open = reports.filter(({ state }) => OPEN_REPORT_STATES.some((one) => one === state)).slice(0, 5)
      if (open.length > 0) return { set: { ownReports: open }, next: 'noteFor' }
      return { set: { note: undefined }, says: [say('notUnderstood')], next: 'menu', missed: true }
    },
  ),
  noteFor: {
    ask: () => [say('ask.noteFor')],
    choices: (answers) => [...byCode(answers), ...choicesOf('noteFor', ['nothing'])],
    hears: 'buttons',
    read: (said, { ownReports = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const target = ownReports.find((report) => report.code === said.value)
      return target ? { set: { target } } : { set: { note: undefined }, next: 'menu' }
    },
    next: 'notePrivate',
  },
  addNote: doing(
    'addNote',
    ({ target, note = '' }) => ({ reportId: target?.id ?? '', text: note }),
    (back) => ({
      set: { note: undefined, target: undefined },
      says: [back.ok ? say('noteKept', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'paused',
    }),
  ),
} satisfies Record<string, Step>
