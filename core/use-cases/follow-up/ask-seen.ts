import { ASK_SEEN_DAYS, SETTLE_DAYS, seenQuestion } from '../../domain/citizen/seen-question.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import { moveReport } from '../move-report.ts'
import { tellCitizen } from '../tell-citizen.ts'

const DAY = 86_400_000
const BATCH = 200

/** Day 3: asks once whether the app shows the correction; day 14: silence closes what is still open (features D08). */
export async function askSeen(app: App): Promise<{ asked: number; settled: number }> {
  const ago = (days: number) => new Date(app.now().getTime() - days * DAY)
  const toAsk = { action: 'ask_seen', landedUntil: ago(ASK_SEEN_DAYS), landedAfter: ago(SETTLE_DAYS) } as const
  const toSettle = { action: 'settle', landedUntil: ago(SETTLE_DAYS), landedAfter: null } as const
  return { asked: await each(app, toAsk, askOne), settled: await each(app, toSettle, settleOne) }
}

type Due = Parameters<Parameters<Parameters<App['store']['transaction']>[0]>[0]['followUp']['landed']>[0]

async function each(app: App, due: Due, work: (app: App, id: string) => Promise<boolean>): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await app.store.transaction((tx) => tx.followUp.landed(due, BATCH))
    let fresh = 0
    for (const id of ids) if (await work(app, id)) fresh += 1
    count += fresh
    if (ids.length < BATCH || fresh === 0) return count
  }
}

/** The event in the history is the mark that it was asked; it stands on the citizen's timeline too. */
function askOne(app: App, id: string): Promise<boolean> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.lock(id)
    const question = report && seenQuestion(report, await tx.history.of('report', id), app.now())
    if (!question || question.asked || question.confirmed) return false
    const { state } = report
    const step = { subject: 'report', subjectId: id, action: 'ask_seen', from: state, to: state } as const
    const eventId = await tx.history.append({ ...step, actor: SYSTEM, detail: {}, at: app.now() })
    await tellCitizen(app, tx, { report, eventId, notice: 'ask-seen' })
    return true
  })
}

function settleOne(app: App, id: string): Promise<boolean> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.lock(id)
    if (report?.state !== 'platform_updated' || report.landedRowId === null) return false
    const change = { endState: 'corrected_and_seen' as const }
    return (await moveReport(app, tx, report, { action: 'settle', actor: SYSTEM, change })).ok
  })
}
