import { daysSince } from '../../../core/domain/citizen/tracking.ts'
import { readFullName } from '../../../core/domain/person/full-name.ts'
import { maskName } from '../../../core/domain/person/mask.ts'
import { type ClockColour, clockColour } from '../../../core/domain/report/report-clock.ts'
import { REPORT_STATES, type ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import type { ReportType } from '../../../core/domain/report/report-type.ts'
import { WORK_ORDERS, type WorkRow } from '../../../core/ports/work-list.ts'
import type { WorkPage } from '../../../core/use-cases/desk/list-work.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { COLOURS, type QueueQuery, queryOf, TYPES } from './form.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string
type Query = Omit<QueueQuery, 'after'>

const NO_FILTER: Query = {
  state: null,
  type: null,
  colour: null,
  mine: false,
  look: false,
  ruling: false,
  recheck: false,
  own: false,
  all: false,
  code: null,
  order: 'due',
}

interface Shown {
  isLater: boolean
  /** The report that was just handed to another unit: it may be out of this officer's reach. */
  handedOver: string | null
  /** Keeps a pull queue of its own beside the units below it. */
  mayPull: boolean
  now: Date
}

export function queueView(page: WorkPage, query: Query, { isLater, handedOver, mayPull, now }: Shown, say: Say) {
  const { counts } = page
  const isPlain = isSame(query, {})
  return {
    done: handedOver && say('queue.handedOver', { code: handedOver }),
    tallies: talliesOf(counts, query, mayPull, say),
    easy: counts.easy > 0 && query.order !== 'easy' ? { count: counts.easy, href: href({ order: 'easy' }) } : null,
    filters: filtersOf(page, query, say),
    emptyText: say(isPlain ? 'queue.emptyOpen' : 'queue.emptyText'),
    emptyAction: isPlain ? null : { href: href({}), label: say('queue.toOpen') },
    total: page.total,
    /** The same rows, to decide about many of them at once (features E06). */
    bulkHref: `${paths.staff.bulk}${queryOf(query, null)}`,
    table:
      page.rows.length > 0 ? { columns: columnsOf(say), rows: page.rows.map((row) => rowOf(row, now, say)) } : null,
    firstHref: isLater ? `${paths.staff.queue}${queryOf(query, null)}` : null,
    nextHref: page.next ? `${paths.staff.queue}${queryOf(query, page.next)}` : null,
  }
}

const href = (change: Partial<Query>) => `${paths.staff.queue}${queryOf({ ...NO_FILTER, ...change }, null)}`

function talliesOf(counts: WorkPage['counts'], query: Query, mayPull: boolean, say: Say) {
  const { overdue, amber, calm } = counts.colours
  const tally = (label: string, count: number, change: Partial<Query>, kind: string | null = null) => {
    return { label: say(label), count, href: href(change), kind, current: isSame(query, change) }
  }
  return [
    tally('queue.open', overdue + amber + calm, {}),
    // Colour where there is something to worry about; the word beside it says the same.
    ...COLOURS.slice(0, 3).map((colour) => {
      const worries = counts.colours[colour] > 0 && colour !== 'calm'
      return tally(
        `queue.colours.${colour}`,
        counts.colours[colour],
        { colour },
        worries ? TAG_OF_COLOUR[colour] : null,
      )
    }),
    tally('queue.mine', counts.mine, { mine: true }),
    ...(counts.awaitLook > 0 || query.look ? [tally('queue.awaitLook', counts.awaitLook, { look: true })] : []),
    ...(mayPull ? [tally('desk.queue.own', counts.ownUnit, { own: true })] : []),
    ...(counts.awaitRuling > 0 ? [tally('desk.queue.ruling', counts.awaitRuling, { ruling: true }, 'warning')] : []),
    ...(counts.rechecks > 0 ? [tally('desk.queue.recheck', counts.rechecks, { recheck: true })] : []),
    tally('queue.all', counts.total, { all: true }),
  ]
}

function filtersOf({ counts }: WorkPage, query: Query, say: Say) {
  const state = (one: ReportState) => ({
    value: one,
    label: `${say(`queue.states.${one}`)} (${counts.states[one] ?? 0})`,
  })
  return {
    state: query.state,
    states: REPORT_STATES.map(state),
    type: query.type,
    types: TYPES.map((value) => ({ value, label: say(`queue.types.${value}`) })),
    colour: query.colour,
    colours: COLOURS.map((value) => ({ value, label: `${say(`queue.colours.${value}`)} (${counts.colours[value]})` })),
    order: query.order,
    orders: WORK_ORDERS.map((value) => ({ value, label: say(`queue.orders.${value}`) })),
    mine: query.mine,
    all: query.all,
    code: query.code ?? '',
  }
}

function isSame(query: Query, wanted: Partial<Query>): boolean {
  return queryOf(query, null) === queryOf({ ...NO_FILTER, ...wanted }, null)
}

/** Due is recorded and 48 hours, so one of the two is enough in a list; the case shows when it was recorded. */
const COLUMNS = ['code', 'kind', 'name', 'due', 'state', 'holder'] as const

const columnsOf = (say: Say) => COLUMNS.map((key) => ({ label: say(`queue.columns.${key}`), numeric: false }))

function rowOf(row: WorkRow, now: Date, say: Say) {
  const colour = clockColour(row, now)
  const plain = (text: string) => ({ text, href: null, tag: null })
  return {
    current: false,
    cells: [
      {
        text: row.code,
        href: paths.staff.report(row.code),
        tag: firstTag(row, say),
      },
      plain(typesText(row.types, say)),
      plain(maskedName(row.claimantName)),
      {
        text: formatDateTime(row.dueAt),
        href: null,
        tag: clockTag(row.dueAt, colour, now, say),
      },
      plain(say(`queue.states.${row.state}`)),
      {
        text: `${row.holderName ?? say('queue.nobody')} · ${heldFor(row, now, say)}`,
        href: null,
        tag: row.openWith ? { kind: 'info', label: say('desk.queue.openWith', { name: row.openWith }) } : null,
      },
    ],
  }
}

function firstTag({ lane, easy }: WorkRow, say: Say) {
  if (lane === 0) return { kind: 'danger', label: say('queue.cameBack') }
  if (lane === 1) return { kind: 'warning', label: say('queue.urgentTag') }
  return easy ? { kind: 'info', label: say('queue.easyTag') } : null
}

/** The citizen reads the same number (features D02). */
function heldFor({ heldSince }: WorkRow, now: Date, say: Say): string {
  const days = daysSince(heldSince, now)
  return days === 0 ? say('track.holder.today') : say('track.holder.since', { days })
}

export function typesText(types: readonly ReportType[], say: Say): string {
  return types.map((type) => say(`queue.types.${type}`)).join(' · ')
}

const TAG_OF_COLOUR: Record<ClockColour, string> = {
  overdue: 'danger',
  amber: 'warning',
  calm: 'success',
  stopped: 'neutral',
}

/** How far away the end of the 48 hours is, in words; the colour only repeats them. */
export function clockTag(dueAt: Date, colour: ClockColour, now: Date, say: Say) {
  const hours = (dueAt.getTime() - now.getTime()) / 3_600_000
  return {
    kind: TAG_OF_COLOUR[colour],
    label: colour === 'stopped' ? say('queue.colours.stopped') : distanceText(hours, say),
  }
}

function distanceText(hours: number, say: Say): string {
  if (hours > 0) return say('queue.left', { hours: Math.ceil(hours) })
  return hours > -1 ? say('queue.justLate') : say('queue.late', { hours: Math.floor(-hours) })
}

export function maskedName(text: string): string {
  const name = readFullName(text)
  return name ? maskName(name) : '•••'
}
