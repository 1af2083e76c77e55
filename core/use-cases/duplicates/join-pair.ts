import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { confirmIn, proposeIn, undoIn } from '../same-person/join-steps.ts'
import { joinOfPair, type OnPair, reachPair } from './open-duplicates.ts'

/** The first confirmation; `keptId` is the record that stays. */
export async function proposePair(app: App, command: OnPair & { keptId: string }): Promise<Outcome<null>> {
  const { officer, keptId } = command
  return allOrNothing(app, async (tx) => {
    const reached = await reachPair(tx, command)
    if (!reached.ok) return reached
    const { firstId, secondId } = reached.value
    if (![firstId, secondId].includes(keptId)) return object('no_such_person')
    const joinedId = keptId === firstId ? secondId : firstId
    const proposed = await proposeIn(app, tx, { officer, keptId, joinedId, reportId: null })
    if (!proposed.ok) return proposed
    return written(tx, command, 'propose_join', proposed.value)
  })
}

/** The second one, by another officer (features E11). */
export async function confirmPair(app: App, command: OnPair): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, join) => {
    const confirmed = await confirmIn(app, tx, command.officer, join)
    return confirmed.ok ? written(tx, command, 'join_records', join) : confirmed
  })
}

/** Both records are two again. */
export async function undoPair(app: App, command: OnPair): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, join) => {
    if (!(await undoIn(app, tx, command.officer, join))) return object('wrong_state')
    return written(tx, command, 'undo_join', join)
  })
}

/** Two people who resemble each other: nobody is asked about them again. */
export async function tellPairApart(app: App, command: OnPair): Promise<Outcome<null>> {
  return allOrNothing(app, async (tx) => {
    const reached = await reachPair(tx, command)
    if (!reached.ok) return reached
    const { firstId, secondId, joined } = reached.value
    if (joined !== 'no') return object('wrong_state')
    await tx.duplicates.tellApart(firstId, secondId, { staffId: command.officer.staffId, at: app.now() })
    return written(tx, command, 'tell_apart', null)
  })
}

async function withJoin(
  app: App,
  command: OnPair,
  work: (tx: Tx, join: RecordJoin) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  return allOrNothing(app, async (tx) => {
    const reached = await reachPair(tx, command)
    if (!reached.ok) return reached
    const known = await joinOfPair(tx, reached.value)
    const join = known ? await tx.samePerson.lockJoin(known.id) : null
    return join ? work(tx, join) : object('changed_meanwhile')
  })
}

async function written(tx: Tx, command: OnPair, action: string, join: RecordJoin | null): Promise<Outcome<null>> {
  const { officer, firstId, secondId } = command
  for (const subjectId of [firstId, secondId]) {
    const detail = { joinId: join?.id ?? null }
    await tx.audit.write({ staffId: officer.staffId, action, subjectKind: 'person', subjectId, detail })
  }
  return done(null)
}
