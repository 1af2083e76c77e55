import type { App } from '../../../core/ports/app.ts'
import type { Queues } from '../../../core/ports/queue.ts'

const PATIENCE_MS = 2_000

/** The parts that do not answer within two seconds. */
export async function missingParts(app: App, queues: Queues): Promise<('database' | 'queue')[]> {
  const [database, queue] = await Promise.all([
    answers(app.store.transaction(async (tx) => tx.units.get(''))),
    answers(queues.counts()),
  ])
  return [...(database ? [] : (['database'] as const)), ...(queue ? [] : (['queue'] as const))]
}

async function answers(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const answered = asked.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
