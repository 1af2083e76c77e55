import { actsAsOneOfTwo } from '../../../core/policy.ts'
import type { PasswordSlip } from '../../../core/use-cases/staff/invite-staff.ts'
import type { OneOfStaff, StaffListed } from '../../../core/use-cases/staff/list-staff.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const sayIn =
  (render: Renderer, locale: Locale): Say =>
  (key, params = {}) =>
    render.sentence(`people.${key}`, locale, params)

/** Role and place in one choice: what does not go together cannot be chosen. */
export function placesIn(giving: StaffListed['giving'], say: Say) {
  return giving.flatMap(({ unit, roles }) =>
    roles.map((role) => ({ value: `${role}@${unit.id}`, label: `${say(`roles.${role}`)}, ${unit.name}` })),
  )
}

export function peopleView(listed: StaffListed, locale: Locale, render: Renderer) {
  const say = sayIn(render, locale)
  const columns = ['name', 'role', 'unit', 'time', 'seen'].map((key) => ({
    label: say(`columns.${key}`),
    numeric: false,
  }))
  const cell = (text: string, href: string | null = null, tag: { kind: string; label: string } | null = null) => ({
    text,
    href,
    tag,
  })
  return {
    columns,
    rows: listed.lines.map((line) => ({
      current: false,
      cells: [
        cell(`${line.fullName} (${line.login})`, paths.staff.person(line.staffId), tagOf(line, say)),
        cell(say(`roles.${line.role}`)),
        cell(line.unitName),
        cell(timeOf(line, say)),
        cell(line.lastSeenAt ? formatDate(line.lastSeenAt) : say('never')),
      ],
    })),
    requests: listed.requests.map((request) => ({
      id: request.id,
      mine: request.mine,
      text: say(`requests.${request.kind}`, {
        name: request.staffName,
        by: request.askedByName,
        role: say(`roles.${request.role?.role ?? request.staffRole}`),
        unit: request.unitName,
        until: formatDate(request.expiresAt),
      }),
    })),
    places: placesIn(listed.giving, say),
  }
}

function tagOf(line: StaffListed['lines'][number], say: Say) {
  if (line.closedAt) return { kind: 'neutral', label: say(`closed.${line.closedWhy ?? 'left'}`) }
  if (line.kind === 'loan') return { kind: 'info', label: say('loan') }
  if (line.waitsForAnother && actsAsOneOfTwo(line)) return { kind: 'warning', label: say('confirm.tag') }
  return line.mustEnrolFactor ? { kind: 'warning', label: say('notYet') } : null
}

function timeOf({ from, until }: { from: string | null; until: string | null }, say: Say): string {
  if (from && until) return say('fromUntil', { from: formatDate(from), until: formatDate(until) })
  if (until) return say('until', { until: formatDate(until) })
  return from ? say('from', { from: formatDate(from) }) : say('noEnd')
}

export function personView(one: OneOfStaff, locale: Locale, render: Renderer) {
  const say = sayIn(render, locale)
  const { account, posts, open, colleagues, giving, confirming } = one
  return {
    name: account.fullName,
    login: account.login,
    closed: account.closedAt !== null && account.closedWhy !== 'idle',
    idle: account.closedWhy === 'idle',
    confirming: account.closedAt === null ? confirming : null,
    provinceSubject: account.provinceSubject ?? '',
    posts: posts.map((post) => ({
      role: say(`roles.${post.role}`),
      unit: post.unitName,
      time: timeOf(post, say),
      tag: post.kind === 'loan' ? { kind: 'info', label: say('loan') } : null,
    })),
    open: say('open', { reports: open.reports, threads: open.threads }),
    places: placesIn(giving, say),
    colleagues: colleagues.map(({ staffId, name }) => ({ value: staffId, label: name })),
  }
}

export function slipView(slip: PasswordSlip, publicUrl: string) {
  return {
    ...slip,
    next: null as string | null,
    until: slip.until.toISOString(),
    address: `${publicUrl}${paths.staff.home}`,
  }
}
