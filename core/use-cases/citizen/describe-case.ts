import { foremostOf, type TrackedPart, type Tracking } from '../../domain/citizen/tracking.ts'
import type { Report } from '../../domain/report/report.ts'
import { branchOf } from '../../domain/report/report-type.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { describeReport } from './describe-report.ts'

/** A report with all its parts under one code: what may be done next belongs to the foremost (two-branches.md). */
export async function describeCase(app: App, tx: Tx, root: Report, mine: boolean): Promise<Tracking> {
  const reports = [root, ...(await tx.reports.partsOf(root.id))]
  const told: Tracking[] = []
  for (const report of reports) told.push(await describeReport(app, tx, report, mine))
  const lead = told[foremostOf(reports.map(({ state }) => state))]
  if (!lead) throw new Error('A report describes nothing')
  const common = {
    code: root.code,
    disputed: await disputed(tx, reports, mine),
    urgentLane: await laneOf(tx, root, mine),
  }
  const withKeepers = { ...common, doseKeepers: await keepersOf(tx, reports) }
  if (reports.length === 1) return { ...lead, ...withKeepers }
  return {
    ...lead,
    ...withKeepers,
    recordedAt: root.recordedAt,
    timeline: asOneTimeline(told),
    call: told.find(({ call }) => call)?.call ?? null,
    asked: told.find(({ asked }) => asked)?.asked ?? null,
    asksSeen: told.some(({ asksSeen }) => asksSeen),
    mayWithdraw: told.some(({ mayWithdraw }) => mayWithdraw),
    parts: told.map((one, at) => partOf(one, reports[at])),
  }
}

/** In the order of time; what was told once was recorded once. */
function asOneTimeline(told: readonly Tracking[]): Tracking['timeline'] {
  const recorded = new Set<number>()
  const all = told.flatMap(({ timeline }) => timeline).sort((a, b) => a.at.getTime() - b.at.getTime())
  return all.filter(({ step, at }) => {
    if (step !== 'report-recorded') return true
    const again = recorded.has(at.getTime())
    recorded.add(at.getTime())
    return !again
  })
}

function partOf(
  { state, dueAt, holder, refusal, answer, endState }: Tracking,
  report: Report | undefined,
): TrackedPart {
  const about = report?.types.every((type) => branchOf(type) === 'dose') ? 'doses' : 'record'
  return { about, state, dueAt, holder, refusal, answer, endState }
}

async function disputed(tx: Tx, reports: readonly Report[], mine: boolean): Promise<Tracking['disputed']> {
  const report = reports.find(({ types }) => types.includes('DOSE_NOT_MINE'))
  const [dispute] = report && mine ? await tx.disputedDoses.ofReport(report.id) : []
  if (!dispute) return null
  const { outcome, paper, paperNumber } = dispute
  return { outcome, paper: outcome && paper, paperNumber: outcome && paperNumber }
}

async function keepersOf(tx: Tx, reports: readonly Report[]): Promise<NonNullable<Tracking['doseKeepers']>> {
  const found = await Promise.all(reports.map(({ id }) => tx.platformTasks.doseKeepersOf(id)))
  return found.flat().flatMap(({ unitName, dueAt, isDone }) => (isDone ? [] : [{ unitName, dueAt }]))
}

async function laneOf(tx: Tx, root: Report, mine: boolean): Promise<Tracking['urgentLane']> {
  return mine ? ((await tx.urgentUses.of(root.id))?.lane ?? null) : null
}
