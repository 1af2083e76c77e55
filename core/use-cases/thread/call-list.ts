import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { CallToMake } from '../../ports/call-list.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'

const SHOWN = 200

export interface CallListPage {
  /** Oldest first. `mayCall`: the officer's own unit is the one that calls; nobody else gets the phone. */
  calls: (CallToMake & { mayCall: boolean })[]
  total: number
}

/** Citizens whom no message reached, for whoever picks up the telephone (features I02, I04). */
export async function listCalls(app: App, { officer }: { officer: Officer }): Promise<Outcome<CallListPage>> {
  if (!may(officer, 'talk_to_citizens')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const { staffId } = officer
    const calls = await tx.callList.openOf(scope, SHOWN)
    await tx.audit.write({
      staffId,
      action: 'read_call_list',
      subjectKind: 'unit',
      subjectId: officer.unitId,
      detail: { calls: calls.length },
    })
    return done({
      calls: calls.map((call) => {
        const mayCall = call.unitId === officer.unitId
        return { ...call, mayCall, phone: mayCall ? call.phone : null }
      }),
      total: await tx.callList.countOf(scope),
    })
  })
}

export const SPOKEN_OUTCOMES = ['reached', 'not_reached'] as const

export type SpokenOutcome = (typeof SPOKEN_OUTCOMES)[number]

/** Notes that the citizen was called and what came of it; done by somebody else meanwhile, it is no longer there. */
export async function settleCall(
  app: App,
  { officer, callId, outcome }: { officer: Officer; callId: string; outcome: SpokenOutcome },
): Promise<Outcome<null>> {
  if (!may(officer, 'talk_to_citizens')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const call = await tx.callList.lock(callId, await scopeFor(tx, officer))
    if (!call) return object('changed_meanwhile')
    const { staffId } = officer
    await tx.callList.done(callId, { staffId, outcome, at: app.now() })
    await tx.audit.write({
      staffId,
      action: 'call_citizen',
      subjectKind: 'call',
      subjectId: callId,
      detail: { outcome },
    })
    return done(null)
  })
}
