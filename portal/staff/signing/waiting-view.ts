import { maskId } from '../../../core/domain/person/mask.ts'
import { BLOCKING_REASONS, type BlockingReason } from '../../../core/domain/signing/blocking-reason.ts'
import type { ReadyToSign, ToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'
import type { WaitingQuery } from './form.ts'

const PAGE = 25
const HEADING = '#blocked'

/** Everybody who cannot be signed yet, each with exactly one reason and its next step (features H12). */
export function waitingView({ blocked, perReason }: ReadyToSign, { reason, page }: WaitingQuery, say: Say) {
  const chosen = reason ? blocked.filter((one) => one.reason === reason) : blocked
  const from = Math.min(page - 1, Math.floor(Math.max(chosen.length - 1, 0) / PAGE)) * PAGE
  const rows = chosen.slice(from, from + PAGE)
  return {
    count: blocked.length,
    reasons: BLOCKING_REASONS.filter((name) => perReason[name]).map((name) => ({
      label: say(`signing.reason.${name}`),
      next: say(`signing.next.${name}`),
      count: perReason[name] ?? 0,
      href: hrefOf(name, 1),
      isChosen: name === reason,
    })),
    allHref: reason ? hrefOf(undefined, 1) : null,
    rows: rows.map((one) => waitingRow(one, say)),
    pager: chosen.length > PAGE ? pagerOf(from, rows.length, chosen.length, reason) : null,
  }
}

function waitingRow({ candidate: { record }, reason }: ToSign, say: Say) {
  const known = record.idNumber ?? record.idText
  return {
    fullName: record.fullName,
    birthDate: record.birthDate ? formatDate(record.birthDate) : null,
    idNumber: known ? maskId(known) : null,
    reason: reason ? say(`signing.reason.${reason}`) : null,
  }
}

function pagerOf(from: number, shown: number, total: number, reason: BlockingReason | undefined) {
  const page = from / PAGE + 1
  return {
    from: from + 1,
    to: from + shown,
    total,
    previousHref: page > 1 ? hrefOf(reason, page - 1) : null,
    nextHref: from + shown < total ? hrefOf(reason, page + 1) : null,
  }
}

function hrefOf(reason: BlockingReason | undefined, page: number): string {
  const query = new URLSearchParams({ ...(reason ? { reason } : {}), ...(page > 1 ? { page: String(page) } : {}) })
  return `${paths.staff.signing}${query.size > 0 ? `?${query}` : ''}${HEADING}`
}
