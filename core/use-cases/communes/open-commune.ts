import { done, type Outcome, object } from '../../domain/objection.ts'
import { nextStep, type OpeningStep } from '../../domain/staff-account/opening-steps.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { CommuneOpening, OpeningFacts } from '../../ports/commune-openings.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { firstPassword, inviteWithin, type PasswordSlip } from '../staff/invite-staff.ts'
import { addCommuneUnits } from './add-commune-units.ts'
import { closeSample, recordSample } from './sample-case.ts'
import { zaloStandingIn } from './step-facts.ts'

const SHOWN = 50

/** One step of opening a commune; the account steps answer with a slip to hand over. */
export type StepTaken =
  | { step: 'unit'; code: string; name: string; parentId: string; address: string }
  | { step: 'hours'; hours: string }
  | { step: 'head' | 'chief'; login: string; fullName: string }
  | { step: 'oa'; oa: 'connected' | 'later' }
  | { step: 'message'; phone: string }
  | { step: 'sample' }

export async function beginCommune(app: App, { officer }: { officer: Officer }): Promise<Outcome<{ id: string }>> {
  if (!may(officer, 'open_commune')) return object('not_your_role')
  const id = app.newId()
  await app.store.transaction((tx) => tx.communeOpenings.begin({ id, begunBy: officer.staffId, begunAt: app.now() }))
  return done({ id })
}

export async function listCommunes(app: App): Promise<CommuneOpening[]> {
  return app.store.transaction((tx) => tx.communeOpenings.list(SHOWN))
}

export async function communeOf(app: App, id: string): Promise<CommuneOpening | null> {
  return app.store.transaction((tx) => tx.communeOpenings.lock(id))
}

/**
 * Takes the step that is next and no other, so that two people at one wizard, or a form sent twice, open one commune (features K07).
 * Whatever was settled stays: anybody of the province goes on where it was left.
 */
export async function takeStep(
  app: App,
  command: { officer: Officer; id: string; taken: StepTaken },
): Promise<Outcome<{ slip: PasswordSlip | null }>> {
  const { officer, id, taken } = command
  if (!may(officer, 'open_commune')) return object('not_your_role')
  const opening = await communeOf(app, id)
  if (!opening) return object('no_such_case')
  if (nextStep(opening.facts) !== taken.step) return object('changed_meanwhile')
  if ('fullName' in taken) return inviteLeader(app, officer, id, opening.facts, taken)
  return allOrNothing(app, async (tx) => {
    const fact = await settle(app, tx, officer, opening.facts, taken)
    return fact.ok ? keep(app, tx, id, taken.step, fact.value, null) : fact
  })
}

type Plain = Exclude<StepTaken, { fullName: string }>

async function settle(
  app: App,
  tx: Tx,
  officer: Officer,
  facts: OpeningFacts,
  taken: Plain,
): Promise<Outcome<OpeningFacts>> {
  if (taken.step === 'unit') {
    const { code, name, parentId, address } = taken
    const shared = { address: address || null, openingHours: null }
    return addCommuneUnits(app, tx, { ...shared, code, name, parentId, policeParentId: officer.unitId })
  }
  const unitId = facts.unitId ?? ''
  if (taken.step === 'hours') {
    await tx.units.setHours(unitId, taken.hours)
    return done({ hours: taken.hours })
  }
  if (taken.step === 'oa') {
    // Nobody may say that an account speaks which does not.
    const speaks = taken.oa === 'later' || (await zaloStandingIn(tx, app.zalo)) === 'connected'
    return speaks ? done({ oa: taken.oa }) : object('oa_not_connected')
  }
  if (taken.step === 'message') return recordSample(app, tx, { unitId, phone: taken.phone })
  return closeSample(app, tx, facts.sampleId ?? '')
}

async function inviteLeader(
  app: App,
  officer: Officer,
  id: string,
  facts: OpeningFacts,
  taken: Extract<StepTaken, { step: 'head' | 'chief' }>,
): Promise<Outcome<{ slip: PasswordSlip | null }>> {
  const isHead = taken.step === 'head'
  const unitId = (isHead ? facts.unitId : facts.policeUnitId) ?? ''
  const role = isHead ? 'head' : 'police_chief'
  const { login, fullName } = taken
  const wish = { officer, login, fullName, role, unitId, from: null, until: null } as const
  const first = await firstPassword(app)
  // The account and the step stand or fall together: no slip is lost, and the slower of two people leaves no account behind.
  return allOrNothing(app, async (tx) => {
    const invited = await inviteWithin(app, tx, wish, first)
    if (!invited.ok) return invited
    const { staffId } = invited.value
    return keep(app, tx, id, taken.step, isHead ? { headId: staffId } : { chiefId: staffId }, invited.value)
  })
}

async function keep(
  app: App,
  tx: Tx,
  id: string,
  step: OpeningStep,
  fact: OpeningFacts,
  slip: PasswordSlip | null,
): Promise<Outcome<{ slip: PasswordSlip | null }>> {
  const now = await tx.communeOpenings.lock(id)
  // Taken at the same moment by somebody else: what this one did is rolled back.
  if (!now || nextStep(now.facts) !== step) return object('changed_meanwhile')
  const facts = { ...now.facts, ...fact }
  await tx.communeOpenings.save(id, facts, nextStep(facts) === null ? app.now() : null)
  return done({ slip })
}
