import type { Area, Published } from '../../../core/domain/public-figures/figures.ts'
import type { PublicFigures } from '../../../core/ports/public-figures.ts'
import { FIGURES_FROM_DAYS } from '../../../core/use-cases/public-figures/publish-figures.ts'
import { formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'

type Read = Awaited<ReturnType<PublicFigures['published']>>
type Say = (key: string, params?: Record<string, string | number>) => string

const COLUMNS = ['area', 'open', 'median', 'inTime', 'upheld'] as const

export function aliveView(read: Read, locale: string, say: Say) {
  const columns = COLUMNS.map((key) => ({ label: say(`alive.columns.${key}`), numeric: key !== 'area' }))
  const rows = read ? inOrder(read.figures).map((one) => rowOf(one, locale, say)) : []
  return { updated: read && say('alive.updated', { at: formatDateTime(read.at) }), columns, rows }
}

function rowOf({ kind, name, value }: Area<Published>, locale: string, say: Say) {
  const number = (count: number | null) => (count === null ? say('alive.hidden') : formatNumber(count, locale))
  const area = kind === 'all' ? say('alive.all') : (name ?? '')
  const shown = [
    kind === 'unit' ? `· ${area}` : area,
    number(value.open),
    value.medianHours === null
      ? say('alive.hidden')
      : say('alive.days', { days: formatNumber(inDays(value.medianHours), locale) }),
    percentOf(value.inTime, value.late, say),
    percentOf(value.upheld, value.denied, say),
  ]
  return { current: kind === 'all', cells: shown.map((text) => ({ text, href: null, tag: null })) }
}

function percentOf(part: number | null, rest: number | null, say: Say): string {
  return part === null || rest === null ? say('alive.hidden') : `${Math.round((100 * part) / (part + rest))} %`
}

const inDays = (hours: number) => Math.round((hours / 24) * 10) / 10

/** Everything first, each province with its units below it, by name. */
function inOrder(figures: readonly Area<Published>[]): Area<Published>[] {
  const byName = (a: Area<Published>, b: Area<Published>) => (a.name ?? '').localeCompare(b.name ?? '', 'vi')
  const below = (parent: string | null): Area<Published>[] =>
    figures
      .filter((one) => one.parent === parent)
      .sort(byName)
      .flatMap((one) => [one, ...below(one.area)])
  return below(null)
}

/** The same figures as a file: what is null is not published. */
export function openData(read: Read) {
  return {
    updatedAt: read?.at.toISOString() ?? null,
    fromDays: FIGURES_FROM_DAYS,
    areas: inOrder(read?.figures ?? []).map(({ area, kind, parent, name, value }) => ({
      ...{ area, kind, parent, name },
      ...value,
    })),
  }
}
