import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { BellClaim, Promises } from '../core/ports/promises.ts'
import type { ListenForBells, Queues } from '../core/ports/queue.ts'

export interface RelayDeps {
  app: App
  queues: Queues
  listen: ListenForBells
  /** An open row asks for its bell again after this long: what a wiped queue or a killed process costs at most. */
  sweepAfterMs: number
  pollMs?: number
  onFault(code: string): void
}

const BATCH = 500

/** Hands promised work to the queue: woken by the tables, else once a second. Many relays may run side by side. */
export async function startRelay(deps: RelayDeps): Promise<{ close(): Promise<void> }> {
  let running: Promise<void> | null = null
  let again = false
  const wake = () => {
    again = true
    running ??= rounds().finally(() => {
      running = null
    })
  }
  const rounds = async () => {
    while (again) {
      again = false
      await relayOnce(deps).catch((fault) => deps.onFault(faultCodeOf(fault)))
    }
  }
  const timer = setInterval(wake, deps.pollMs ?? 1_000)
  const ear = await deps.listen(wake)
  wake()
  return {
    close: async () => {
      clearInterval(timer)
      await ear.close()
      again = false
      await running
    },
  }
}

type Claim = (promises: Promises, asked: BellClaim) => Promise<string[]>

/** One round: every open row that is due, and every account with something to say, has its bell rung. A crash between mark and ring is made good by the sweep. */
export async function relayOnce({ app, queues, sweepAfterMs }: Pick<RelayDeps, 'app' | 'queues' | 'sweepAfterMs'>) {
  const untilEmpty = async (claim: Claim, ring: (names: string[]) => Promise<void>) => {
    for (;;) {
      const asked = { now: app.now(), sweepAfterMs, limit: BATCH }
      const names = await app.store.transaction((tx) => claim(tx.promises, asked))
      if (names.length === 0) return
      await ring(names)
    }
  }
  const toAddresses = (addresses: string[]) =>
    queues.bell(
      'converse',
      addresses.map((address) => ({ address })),
    )
  const toTasks = (ids: string[]) =>
    queues.bell(
      'tasks',
      ids.map((taskId) => ({ taskId })),
    )
  await untilEmpty((promises, asked) => promises.claimTasks(asked), toTasks)
  await untilEmpty((promises, asked) => promises.claimHeard(asked), toAddresses)
  const accounts = await app.store.transaction((tx) => tx.promises.accountsToSay(app.now()))
  await queues.bell(
    'speak',
    accounts.map((account) => ({ account })),
  )
}
