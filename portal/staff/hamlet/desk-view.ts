import type { Request } from 'express'
import { z } from 'zod'
import { reviewColour } from '../../../core/domain/hamlet/review-clock.ts'
import type { Objection } from '../../../core/domain/objection.ts'
import { maskId } from '../../../core/domain/person/mask.ts'
import type { DifferingRow, HamletListSummary } from '../../../core/ports/hamlet-lists.ts'
import type { WaitingCase } from '../../../core/ports/identity-cases.ts'
import type { HamletDesk, HamletGroup } from '../../../core/use-cases/hamlet/read-hamlet.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../../hamlet/row-view.ts'
import { paths } from '../../paths.ts'

const ToldQuery = z.object({
  da: z.enum(['lap', 'xep', 'chon', 'luu', 'thu-hoi', 'dong-link', 'anh']),
  so: z.coerce.number().int().min(0).max(5000),
})

interface Shown {
  req: Request
  objection: Objection | null
  now: Date
}

export function doneText(req: Request, say: Say): string | null {
  const told = ToldQuery.safeParse(req.query)
  return told.success ? say(`hamlet.done.${told.data.da}`, { count: told.data.so }) : null
}

export function faultText({ code, detail }: Objection, say: Say): string {
  return code === 'reason_needed' && detail?.what === 'hamlet'
    ? say('hamlet.hamletNeeded')
    : say(`objections.${code}`, detail)
}

export function deskView(found: HamletDesk, { req, objection, now }: Shown, say: Say) {
  return {
    fault: objection && faultText(objection, say),
    done: objection ? null : doneText(req, say),
    differing: found.differing.map((one) => differingView(one, say)),
    groups: found.groups.map((group) => groupView(group, say)),
    objected: found.objected.map((one) => objectedView(one)),
    lists: listTable(found.lists, now, say),
  }
}

function differingView({ row, listNumber, hamlet, reportCodes }: DifferingRow, say: Say) {
  const [code = null] = reportCodes
  const fields = Object.entries(row.corrected) as [keyof typeof row.facts, string][]
  return {
    caseId: row.identityCaseId,
    fullName: row.facts.fullName,
    from: say('hamlet.from', { list: listNumber, row: row.rowNo, hamlet: hamlet ?? say('hamlet.unknownHamlet') }),
    note: row.note,
    reportHref: code ? paths.staff.report(code) : null,
    report: code,
    fields: fields.map(([field, value]) => ({
      label: say(`police.field.${field}`),
      station: valueText(field, row.facts[field], say),
      hamlet: valueText(field, value, say),
    })),
  }
}

export function valueText(field: 'fullName' | 'birthDate' | 'sex' | 'idNumber', value: string, say: Say): string {
  if (value === '') return say('hamlet.nothing')
  if (field === 'birthDate') return formatDate(value)
  return field === 'sex' ? say(`police.sex.${value}`) : value
}

/** Whoever has no known hamlet is named, so that an officer can say which it is. */
function groupView({ hamlet, people }: HamletGroup, say: Say) {
  return {
    value: hamlet ?? '',
    name: hamlet ?? say('hamlet.unknownHamlet'),
    isUnknown: hamlet === null,
    count: say('hamlet.people', { count: people.length }),
    people: people.map((one) => ({
      id: one.id,
      fullName: one.proposed.fullName,
      birthDate: formatDate(one.proposed.birthDate),
      idNumber: one.proposed.idNumber ? maskId(one.proposed.idNumber) : say('hamlet.noNumber'),
      address: one.address,
      report: one.reportCodes[0] ?? null,
      reportHref: one.reportCodes[0] ? paths.staff.report(one.reportCodes[0]) : null,
      tag: one.rounds > 1 ? { kind: 'neutral', label: say('police.lists.round', { rounds: one.rounds }) } : null,
    })),
  }
}

function objectedView({ proposed, reportCodes, updatedAt }: WaitingCase) {
  const [code = null] = reportCodes
  return {
    fullName: proposed.fullName,
    report: code,
    reportHref: code ? paths.staff.report(code) : null,
    since: formatDateTime(updatedAt),
  }
}

const CLOCK = { quiet: 'info', remind: 'warning', overdue: 'danger' } as const

/** The hamlet has no account to write to: "remind" says that somebody should call. */
export function clockTag(list: Pick<HamletListSummary, 'dueAt' | 'open'>, now: Date, say: Say) {
  if (list.open === 0) return { kind: 'success', label: say('hamlet.clock.done') }
  const colour = reviewColour(list, now)
  return { kind: CLOCK[colour], label: say(`hamlet.clock.${colour}`) }
}

function listTable(lists: readonly HamletListSummary[], now: Date, say: Say) {
  const columns = ['number', 'hamlet', 'progress', 'objected', 'due', 'state'].map((key) => ({
    label: say(`hamlet.columns.${key}`),
    numeric: key === 'progress' || key === 'objected',
  }))
  const plain = (text: string) => ({ text, href: null, tag: null })
  const rows = lists.map((list) => ({
    current: false,
    cells: [
      { text: list.number, href: paths.hamlet.list(list.number), tag: null },
      plain(list.hamlet ?? say('hamlet.unknownHamlet')),
      plain(`${list.answered} / ${list.rows}`),
      plain(String(list.objected)),
      plain(formatDateTime(list.dueAt)),
      { text: '', href: null, tag: clockTag(list, now, say) },
    ],
  }))
  return { columns, rows }
}
