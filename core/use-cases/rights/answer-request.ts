import { smsTo } from '../../domain/contact/address.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { extended, lateness } from '../../domain/rights/rights-clock.ts'
import { RIGHTS_LIFECYCLE, type RightsAction } from '../../domain/rights/rights-lifecycle.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { moveRequest } from './move-request.ts'
import { tellAsker } from './tell-asker.ts'

export interface RequestAtDesk {
  request: RightsRequest
  late: 'answer' | 'wish' | null
  unitName: string
  actions: RightsAction[]
}

const SHOWN = 200

/** Requests about data, the most urgent on top (features L05). Nobody's name is among them. */
export async function listRequests(app: App, { officer }: { officer: Officer }): Promise<Outcome<RequestAtDesk[]>> {
  if (!may(officer, 'see_rights')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const requests = await tx.rights.ofUnits(await scopeFor(tx, officer), SHOWN)
    const { staffId, unitId } = officer
    const detail = { requests: requests.length }
    await tx.audit.write({ staffId, action: 'read_rights', subjectKind: 'unit', subjectId: unitId, detail })
    const names = new Map((await tx.units.all()).map((unit) => [unit.id, unit.name]))
    return done(
      requests.map((request) => ({
        request,
        late: lateness(request, app.now()),
        unitName: names.get(request.unitId) ?? '',
        actions: may(officer, 'answer_rights') ? actionsOn(request, officer) : [],
      })),
    )
  })
}

/** More time is given once. */
const mayBeExtended = ({ extendedAt }: RightsRequest) => extendedAt === null

function actionsOn(request: RightsRequest, { role }: Officer): RightsAction[] {
  const actions = actionsFor(RIGHTS_LIFECYCLE, request.state, role)
  return actions.filter((action) => action !== 'extend' || mayBeExtended(request))
}

export interface AnswerRequest {
  officer: Officer
  id: string
  action: Extract<RightsAction, 'explain' | 'extend' | 'fulfil' | 'refuse'>
  /** What the citizen reads; no step without words. */
  answer: string
}

export async function answerRightsRequest(app: App, command: AnswerRequest): Promise<Outcome<RightsRequest>> {
  const { officer, id, action } = command
  const answer = command.answer.trim()
  if (!may(officer, 'answer_rights')) return object('not_your_role')
  if (answer === '') return object('reason_needed')
  return app.store.transaction(async (tx) => {
    const request = await tx.rights.lock(id)
    if (!request || !isInScope(await scopeFor(tx, officer), request.unitId)) return object('no_such_request')
    if (action === 'extend' && !mayBeExtended(request))
      return object('not_possible_now', { action, state: request.state })
    const change = { answer, ...CHANGES[action](request, app.now()) }
    const { role, staffId } = officer
    const moved = await moveRequest(app, tx, request, { action, role, staffId, change })
    if (!moved.ok) return moved
    if (action === 'fulfil') await carryOut(app, tx, moved.value)
    await tellAsker(app, tx, moved.value, 'rights-answered')
    return moved
  })
}

const CHANGES: Record<AnswerRequest['action'], (request: RightsRequest, now: Date) => Partial<RightsRequest>> = {
  explain: (_request, now) => ({ explainedAt: now }),
  extend: ({ dueAt }, now) => ({ dueAt: extended(dueAt), extendedAt: now }),
  fulfil: () => ({}),
  refuse: () => ({}),
}

/** Restricted or objected to: nothing unasked is sent to this person any more (features I10). */
async function carryOut(app: App, tx: Tx, { kind, address, phone }: RightsRequest): Promise<void> {
  if (kind !== 'restrict' && kind !== 'object') return
  const ways = (await tx.contacts.groupOf(address)).filter((one) => !one.startsWith('web|'))
  for (const way of phone ? [...ways, smsTo(phone)] : ways) await tx.contacts.stop(way, app.now())
}
