import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { DeadKind } from '../../ports/dead-letters.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { callInstead } from '../delivery/pass-on.ts'

type Handler = Pick<Officer, 'staffId' | 'role'>

export interface OneDeadLetter {
  officer: Handler
  kind: DeadKind
  id: string
}

/** Tries one again from the start; its unique keys keep what was already done from happening twice. */
export function retryDeadLetter(app: App, { officer, kind, id }: OneDeadLetter): Promise<Outcome<null>> {
  return settle(app, officer, async (tx) => {
    if (!(await tx.deadLetters.retry(kind, id))) return object('changed_meanwhile')
    await note(tx, officer, 'dead_letter.retry', { kind, id })
    return done(null)
  })
}

/** Tries all again but the messages that may have arrived; answers how many. */
export function retryAllDeadLetters(app: App, { officer }: { officer: Handler }): Promise<Outcome<{ opened: number }>> {
  return settle(app, officer, async (tx) => {
    const opened = await tx.deadLetters.retryAll()
    await note(tx, officer, 'dead_letter.retry_all', { kind: 'all', id: 'all' }, { opened })
    return done({ opened })
  })
}

/** Puts one away for good; whoever does it says why. */
export function discardDeadLetter(
  app: App,
  { officer, kind, id, reason }: OneDeadLetter & { reason: string },
): Promise<Outcome<null>> {
  return settle(app, officer, async (tx) => {
    const why = reason.normalize('NFC').trim().slice(0, 500)
    if (why === '') return object('reason_needed')
    if (!(await tx.deadLetters.discard(kind, id, why))) return object('changed_meanwhile')
    // Nobody is forgotten with their message: the station calls (features I04).
    const message = kind === 'message' ? await tx.deliveries.about(id) : null
    if (message && message.purpose !== 'reply') await callInstead(app, tx, message, 'discarded')
    await note(tx, officer, 'dead_letter.discard', { kind, id })
    return done(null)
  })
}

async function settle<T>(app: App, officer: Handler, act: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (!may(officer, 'see_dead_letters')) return object('not_your_role')
  return app.store.transaction(act)
}

function note(tx: Tx, officer: Handler, action: string, on: { kind: string; id: string }, detail = {}): Promise<void> {
  return tx.audit.write({ staffId: officer.staffId, action, subjectKind: on.kind, subjectId: on.id, detail })
}
