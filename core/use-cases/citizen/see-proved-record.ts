import type { LookUpAnswer } from '../../domain/citizen/look-up-answer.ts'
import { levelBy, waysOf } from '../../domain/citizen/way-in.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import { lookUpBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { everythingAbout, recordAnswer } from './record-answer.ts'

/** The record that a code of the counter opened for this address last (features A04), without typing who one is. */
export async function seeProvedRecord(app: App, command: { address: string }): Promise<Outcome<LookUpAnswer>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, lookUpBudgets(command.address))
    if (!may.ok) return may
    const ways = waysOf(await tx.citizens.proofsOf(command.address, app.now()), [])
    const [personId] = ways.seen.keys()
    const record = personId ? await tx.records.get(personId) : null
    if (!record) return object('not_proved')
    const facts = await everythingAbout(app, tx, record.id)
    return done(recordAnswer(app, record, null, levelBy(ways, record, facts.lifted), facts))
  })
}
