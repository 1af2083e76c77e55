import { z } from 'zod'
import type { ClockColour } from '../../../core/domain/report/report-clock.ts'
import { REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { WORK_ORDERS, type WorkCursor } from '../../../core/ports/work-list.ts'

export const COLOURS = ['overdue', 'amber', 'calm', 'stopped'] as const satisfies readonly ClockColour[]
export const TYPES = Object.keys(REPORT_TYPES) as [ReportType, ...ReportType[]]

function flag() {
  return z
    .string()
    .catch('')
    .transform((text) => text === '1')
}

/** Whatever a link or a hand-typed address says, the queue shows something: a strange value is no filter. */
export const QueueQuery = z.object({
  state: z.enum(REPORT_STATES).nullable().catch(null),
  type: z.enum(TYPES).nullable().catch(null),
  colour: z.enum(COLOURS).nullable().catch(null),
  mine: flag(),
  look: flag(),
  ruling: flag(),
  recheck: flag(),
  own: flag(),
  all: flag(),
  code: z
    .string()
    .transform(
      (text) =>
        text
          .toUpperCase()
          .replace(/[^0-9A-Z]/g, '')
          .slice(0, 12) || null,
    )
    .catch(null),
  order: z.enum(WORK_ORDERS).catch('due'),
  after: z.string().transform(readCursor).catch(null),
})

export type QueueQuery = z.output<typeof QueueQuery>

/** A queue is what waits: decided reports show when asked for, else the oldest of them would stand above what is overdue. */
export function isOpenOnly({
  all,
  look,
  recheck,
  state,
  colour,
  code,
}: Pick<QueueQuery, 'all' | 'look' | 'recheck' | 'state' | 'colour' | 'code'>): boolean {
  return !all && !look && !recheck && !state && !colour && !code
}

/** The query of a link to the same list, changed. */
export function queryOf(query: Omit<QueueQuery, 'after'>, cursor: WorkCursor | null): string {
  const given = {
    state: query.state,
    type: query.type,
    colour: query.colour,
    mine: query.mine ? '1' : null,
    look: query.look ? '1' : null,
    ruling: query.ruling ? '1' : null,
    recheck: query.recheck ? '1' : null,
    own: query.own ? '1' : null,
    all: query.all ? '1' : null,
    code: query.code,
    order: query.order === 'due' ? null : query.order,
    after: cursor ? `${cursor.lane}_${cursor.easy ? 1 : 0}_${cursor.dueAt.getTime()}_${cursor.id}` : null,
  }
  const filled = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null)
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`
}

function readCursor(text: string): WorkCursor | null {
  const found = /^(\d)_([01])_(\d{1,13})_(.+)$/.exec(text)
  const [, lane, easy, dueAt, id = ''] = found ?? []
  if (!isRowId(id)) return null
  return { lane: Number(lane), easy: easy === '1', dueAt: new Date(Number(dueAt)), id }
}
