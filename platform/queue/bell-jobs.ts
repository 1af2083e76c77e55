import type { JobsOptions } from 'bullmq'
import { z } from 'zod'
import type { BellData, QueueName } from '../../core/ports/queue.ts'
import type { AddressSeal } from './address-seal.ts'

const Sealed = z.object({ sealed: z.string().min(1) })

/** What lies in the queue for a bell. */
const JOB_SHAPE = {
  tasks: z.object({ taskId: z.uuid() }),
  converse: Sealed,
  speak: Sealed,
  timetable: z.object({ key: z.string().min(1) }),
}

/** Reads a bell that comes out of the queue: another version of us may have rung it. Throws when it is none of ours. */
export function bellOf<Q extends QueueName>(queue: Q, data: unknown, { open }: AddressSeal): BellData[Q] {
  const job = JOB_SHAPE[queue].parse(data)
  if (!('sealed' in job)) return job as BellData[Q]
  const opened = open(job.sealed)
  return (queue === 'speak' ? { account: opened } : { address: opened }) as BellData[Q]
}

/** A finished bell leaves nothing: its id must be free when its row asks again. */
const LEAVE_NOTHING = { removeOnComplete: true, removeOnFail: true } as const

/** Addresses: soon again, since a person waits (500 ms, 1, 2, 4 s); afterwards the sweep asks. */
const SOON_AGAIN = { attempts: 5, backoff: { type: 'exponential', delay: 500 } } as const

/** The job behind a bell. Ids hold no ':', which BullMQ keeps for itself. `firstRetryMs` is 2 s, doubled each time (channels 5.4). */
export function jobOf<Q extends QueueName>(queue: Q, bell: BellData[Q], firstRetryMs: number, seal: AddressSeal) {
  const place = placeOf(bell)
  const data = place === null ? bell : { sealed: seal.seal(place) }
  return { name: queue, data, opts: { ...LEAVE_NOTHING, ...optionsOf(queue, bell, firstRetryMs, seal) } }
}

function optionsOf(
  queue: QueueName,
  bell: BellData[QueueName],
  firstRetryMs: number,
  { nameOf }: AddressSeal,
): JobsOptions {
  if ('taskId' in bell) {
    return { jobId: bell.taskId, attempts: 10, backoff: { type: 'exponential', delay: firstRetryMs, jitter: 0.5 } }
  }
  const place = placeOf(bell)
  if (place !== null) {
    return { ...SOON_AGAIN, deduplication: { id: `${queue}-${nameOf(place)}`, keepLastIfActive: true } }
  }
  return { attempts: 1 }
}

function placeOf(bell: BellData[QueueName]): string | null {
  if ('address' in bell) return bell.address
  return 'account' in bell ? bell.account : null
}
