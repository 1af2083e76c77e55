import { needsJointReview } from '../../../core/domain/police-list/joint-review.ts'
import type { WaitingCase } from '../../../core/ports/identity-cases.ts'
import type { PoliceListView, StationLists } from '../../../core/use-cases/police/read-police-lists.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { answerText, factsOf, listSummary, listTable, returnCards, type Say } from './list-view.ts'
import { jointReviewsView, loadView } from './load-view.ts'

export function stationListsView(
  found: StationLists,
  now: Date,
  say: Say,
  told: { fault: string | null; done: string | null },
) {
  return {
    ...told,
    waiting: found.waiting.map((one) => waitingRow(one, say)),
    objected: found.objected.map((one) => waitingRow(one, say, found.attempts.get(one.id))),
    registerWrong: found.registerWrong.map((one) => waitingRow(one, say, found.attempts.get(one.id))),
    load: loadView(found.load, say),
    jointReviews: jointReviewsView(found.jointReviews, say),
    lists: listTable(found.lists, 'station', paths.chain.policeList, now, say),
  }
}

function waitingRow(one: WaitingCase, say: Say, attempts = 0) {
  const rounds = one.rounds
  const tag = rounds > 1 ? { kind: 'neutral', label: say('police.lists.round', { rounds }) } : null
  const differs = one.registerDiffersAt && {
    kind: 'warning',
    label: say('police.lists.registerDiffers', { day: formatDate(one.registerDiffersAt) }),
  }
  const joint = { kind: 'danger', label: say('police.lists.jointReview', { rounds }) }
  const [code = null] = one.reportCodes
  return {
    id: one.id,
    fullName: one.proposed.fullName,
    birthDate: formatDate(one.proposed.birthDate),
    idNumber: one.proposed.idNumber,
    class: say(`police.class.${one.class}`),
    since: formatDate(one.createdAt),
    report: code,
    reportHref: code ? paths.staff.report(code) : null,
    tag: differs ?? (needsJointReview(rounds) ? joint : tag),
    urgent: one.urgent ? { kind: 'warning', label: say('police.lists.urgent') } : null,
    attempts: attempts > 0 ? say('police.lists.attempts', { attempts }) : null,
  }
}

export function stationListView(
  view: PoliceListView,
  now: Date,
  say: Say,
  { fault, done, isNew }: { fault: string | null; done: string | null; isNew: boolean },
) {
  const number = view.list.number
  const due = formatDateTime(view.list.dueAt)
  return {
    fault,
    done: isNew ? say('police.list.drawnUp', { count: view.rows.length, due }) : done,
    ...listSummary(view, now, say),
    bookHref: paths.chain.policeListBook(number),
    people: view.rows.map((row) => ({
      ...factsOf(row, say),
      answer: answerText(row, say),
      isOpen: row.open && row.answer === null,
    })),
    returns: returnCards(view, (part) => paths.chain.policeListPaper(number, String(part)), say),
  }
}
