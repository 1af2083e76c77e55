import type { SlipField, SlipProposal } from '../../../core/domain/papers/slip-facts.ts'
import { claimOfPaper, takesPaperValues } from '../../../core/domain/staff/paper-value.ts'
import { UNMASK_REASONS } from '../../../core/domain/staff/unmask.ts'
import type { CaseView, PhotoOfCase } from '../../../core/use-cases/desk/case-view.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'
import type { CasePage } from './case-page.ts'
import { lookQuery, type PhotoLook, ZOOMS } from './photo-look.ts'

/** All photos of the case as a list, and the one that lies in the viewer beside what can be done with it (features C08, C13). */
export function photosView(view: CaseView, page: CasePage, say: Say) {
  const { photos } = view
  const chosen =
    photos.find(({ photoId }) => photoId === page.look.photoId) ??
    photos.find(({ kind, state }) => kind === 'dose_paper' && state === 'ready') ??
    photos.find(({ state }) => state === 'ready') ??
    null
  return {
    list: photos.map((photo) => ({
      href: hrefOf(view, { photoId: photo.photoId, turn: 0, zoom: 1 }),
      current: photo === chosen,
      label: say(`case.photoKinds.${photo.kind}`),
      when: formatDateTime(photo.receivedAt),
      reading: readingOf(photo, say),
      state: stateOf(photo, say),
    })),
    viewer: chosen && chosen.state === 'ready' && view.maySeePhotos ? viewerOf(view, page, chosen, say) : null,
  }
}

/** `checking`: nobody has looked at it yet, so nothing of it can be opened (features C10). */
function stateOf({ state, shown }: PhotoOfCase, say: Say): string | null {
  if (state === 'ready') return shown === 'checking' ? say('case.photoStates.waiting') : null
  return say(`case.photoStates.${state}`)
}

function readingOf(photo: PhotoOfCase, say: Say): string | null {
  if (photo.card) return say('case.cardRead')
  return photo.cardReason ? say('case.cardUnread') : null
}

function viewerOf(view: CaseView, page: CasePage, photo: PhotoOfCase, say: Say) {
  const token = page.tokens.get(photo.photoId)
  const look = { ...page.look, photoId: photo.photoId }
  const label = say(`case.photoKinds.${photo.kind}`)
  return {
    heading: label,
    src: token ? `${paths.staff.photo(token)}${look.turn ? `?xoay=${look.turn}` : ''}` : null,
    alt: say('case.photoAlt', { kind: label }),
    zoom: look.zoom,
    notice: say(`case.photoShown.${photo.shown}`, { until: photo.openUntil ? formatDateTime(photo.openUntil) : '' }),
    tools: token ? toolsOf(view, look, say) : [],
    unmask: photo.shown === 'partly' || photo.shown === 'covered' ? unmaskOf(view, page, photo, say) : null,
    paper: photo.kind === 'dose_paper' && photo.shown !== 'checking' ? paperOf(view, photo, say) : null,
  }
}

function toolsOf(view: CaseView, look: PhotoLook, say: Say) {
  const turned = (by: 90 | 270) => ({ ...look, turn: ((look.turn + by) % 360) as PhotoLook['turn'] })
  return [
    { label: say('case.turnLeft'), href: hrefOf(view, turned(270)), current: false },
    { label: say('case.turnRight'), href: hrefOf(view, turned(90)), current: false },
    ...ZOOMS.map((zoom) => ({
      label: say('case.zoom', { times: zoom }),
      href: hrefOf(view, { ...look, zoom }),
      current: zoom === look.zoom,
    })),
  ]
}

function unmaskOf({ report }: CaseView, page: CasePage, photo: PhotoOfCase, say: Say) {
  const isTyped = page.open === 'unmask'
  const typed = (name: string) => (isTyped && typeof page.values[name] === 'string' ? page.values[name] : '')
  return {
    href: paths.staff.unmaskPhoto(report.code),
    photoId: photo.photoId,
    open: isTyped || photo.shown === 'covered',
    reason: typed('unmaskReason'),
    reasons: UNMASK_REASONS.map((value) => ({ value, label: say(`case.unmaskReasons.${value}`), hint: null })),
    note: typed('unmaskNote'),
    errors: isTyped ? page.errors.of : {},
  }
}

/** What was read on the paper, value by value, each with the press that takes it over. */
function paperOf(view: CaseView, photo: PhotoOfCase, say: Say) {
  const { report } = view
  const mayAccept = view.mayDecide && takesPaperValues(report)
  return {
    href: paths.staff.paperValue(report.code),
    photoId: photo.photoId,
    values: photo.proposals.map((proposal) => {
      const claim = claimOfPaper(report.doses, proposal.doseNumber)
      const told = typeof claim === 'number' ? (report.doses[claim]?.[proposal.field] ?? null) : null
      const isTaken = told === proposal.value
      return {
        field: proposal.field,
        doseNumber: proposal.doseNumber,
        label: labelOf(proposal, say),
        value: shown(proposal.field, proposal.value),
        told: told && !isTaken ? shown(proposal.field, told) : null,
        sure: sureOf(proposal, say),
        isTaken,
        mayAccept: mayAccept && !isTaken && claim !== null,
      }
    }),
  }
}

function labelOf({ field, doseNumber }: SlipProposal, say: Say): string {
  const label = say(`case.paperFields.${field}`)
  return doseNumber === null ? label : `${label} · ${say('case.doseNumber', { number: doseNumber })}`
}

/** Below this an officer looks twice (measured: docs/decisions/paper-slips.md). */
const SURE = 0.9

function sureOf({ confidence }: SlipProposal, say: Say) {
  const isSure = confidence >= SURE
  const percent = Math.round(confidence * 100)
  return { kind: isSure ? 'success' : 'warning', label: say(isSure ? 'case.sure' : 'case.unsure', { percent }) }
}

const shown = (field: SlipField, value: string) =>
  field === 'givenOn' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value

function hrefOf({ report }: CaseView, look: PhotoLook): string {
  return `${paths.staff.report(report.code)}?${lookQuery(look)}#xem-anh`
}
