import type { PlatformTaskKind, ShownPlatformTask } from '../../../core/ports/platform-desk.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'

const TAG: Record<PlatformTaskKind, 'neutral' | 'info' | 'success' | 'warning' | 'danger'> = {
  not_landed: 'warning',
  changed_by_other: 'danger',
  resting: 'neutral',
  dose_elsewhere: 'info',
  file_refused: 'danger',
  answer_unreadable: 'warning',
}

export function tasksView(
  tasks: readonly ShownPlatformTask[],
  say: Say,
  { fault, isClosed, now }: { fault: string | null; isClosed: boolean; now: Date },
) {
  return {
    fault,
    done: isClosed ? say('platform.tasks.closed') : null,
    count: tasks.length > 0 ? say('platform.tasks.count', { count: tasks.length }) : null,
    tasks: tasks.map((task) => cardOf(task, say, now)),
  }
}

function cardOf(task: ShownPlatformTask, say: Say, now: Date) {
  const stage = task.stage ? say(`platform.state.${task.stage}`) : ''
  return {
    id: task.id,
    heading: task.personName ?? task.exportNumber ?? '',
    tag: { kind: TAG[task.kind], label: say(`platform.tasks.kind.${task.kind}`) },
    what: say(`platform.tasks.what.${task.kind}`, { stage }),
    due: say('platform.tasks.due', { at: formatDateTime(task.dueAt) }),
    overdue: task.dueAt < now ? say('platform.tasks.overdue') : null,
    rounds: task.rounds > 1 ? say('platform.tasks.rounds', { count: task.rounds }) : null,
    facts: factsOf(task, say),
    storyHref: task.recordId && !task.fromUnitName ? paths.staff.recordStory(task.recordId) : null,
    // Only a look ends these by itself; the others end when the row has moved or the dose is typed.
    mayClose: task.kind === 'resting' || task.kind === 'file_refused' || task.kind === 'answer_unreadable',
  }
}

function factsOf(task: ShownPlatformTask, say: Say) {
  const line = (label: string, value: string | null, href: string | null = null) =>
    value === null ? [] : [{ label: say(`platform.tasks.${label}`), value, href }]
  const field = task.field && (task.field === 'dose' ? say('platform.tasks.dose') : say(`exchange.field.${task.field}`))
  return [
    ...line('person', task.recordId),
    ...line(
      'report',
      task.reportCode,
      task.reportCode && !task.fromUnitName ? paths.staff.report(task.reportCode) : null,
    ),
    ...line('field', task.kind === 'dose_elsewhere' ? null : field),
    ...line('export', task.exportNumber, task.exportId ? paths.chain.export(task.exportId) : null),
    ...line('facility', task.facility),
    ...line('from', task.fromUnitName),
  ]
}
