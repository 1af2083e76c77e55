import type { Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { SentLine } from '../../ports/deliveries.ts'
import type { InboxRow } from '../../ports/inbox.ts'
import { sayBudgets, uploadBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'

export interface ChatHistory {
  said: InboxRow[]
  answered: SentLine[]
  /** The last thing said is still being worked on. */
  late: boolean
}

const LINES = 100

/** The last lines of one address, both sides. */
export async function readChat(app: App, address: string): Promise<ChatHistory> {
  return app.store.transaction(async (tx) => {
    const said = await tx.inbox.saidFrom(address, LINES)
    const answered = await tx.deliveries.lastTo(address, LINES)
    const last = said.at(-1)
    const late = last !== undefined && !(await tx.inbox.isHandled(last.event.dedupeKey))
    return { said, answered, late }
  })
}

/** What has been answered since a sequence number, for a page that is open. */
export async function answersAfter(app: App, address: string, after: number): Promise<SentLine[]> {
  return app.store.transaction((tx) => tx.deliveries.toAddress(address, after, LINES))
}

/** The page has shown everything up to here. */
export async function acknowledge(app: App, address: string, upTo: number): Promise<void> {
  await app.store.transaction((tx) => tx.deliveries.delivered(address, upTo))
}

/** True as soon as what was said has been answered; false after `withinMs`. */
export async function waitUntilAnswered(app: App, dedupeKey: string, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs
  for (;;) {
    if (await app.store.transaction((tx) => tx.inbox.isHandled(dedupeKey))) return true
    if (Date.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Too fast for a person, from one browser or one network; or too many files (features L07). */
export async function maySay(
  app: App,
  { files, ...who }: { address: string; origin: string; files: number },
): Promise<Outcome<null>> {
  const budgets = [...sayBudgets(who), ...(files > 0 ? uploadBudgets(who) : [])]
  return app.store.transaction((tx) => takeTurns(tx, budgets))
}
