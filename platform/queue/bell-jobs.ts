import type { JobsOptions } from 'bullmq'
import { z } from 'zod'
import type { BellData, QueueName } from '../../core/ports/queue.ts'
import type { AddressSeal } from './address-seal.ts'

const SealedAddress = z.object({ sealed: z.string().min(1) })

/** What lies in the queue for a bell. */
const JOB_SHAPE = {
  tasks: z.object({ taskId: z.uuid() }),
  converse: SealedAddress,
  speak: SealedAddress,
  timetable: z.object({ key: z.string().min(1) }),
}

/** Reads a bell that comes out of the queue: another version of us may have rung it. Throws when it is none of ours. */
export function bellOf<Q extends QueueName>(queue: Q, data: unknown, { open }: AddressSeal): BellData[Q] {
  const job = JOB_SHAPE[queue].parse(data)
  return ('sealed' in job ? { address: open(job.sealed) } : job) as BellData[Q]
}

/** A finished bell leaves nothing: its id must be free when its row asks again. */
const LEAVE_NOTHING = { removeOnComplete: true, removeOnFail: true } as const

/** Addresses: soon again, since a person waits (500 ms, 1, 2, 4 s); afterwards the sweep asks. */
const SOON_AGAIN = { attempts: 5, backoff: { type: 'exponential', delay: 500 } } as const

/** The job behind a bell. Ids hold no ':', which BullMQ keeps for itself. `firstRetryMs` is 2 s, doubled each time (channels 5.4). */
export function jobOf<Q extends QueueName>(queue: Q, bell: BellData[Q], firstRetryMs: number, seal: AddressSeal) {
  const data = 'address' in bell ? { sealed: seal.seal(bell.address) } : bell
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
  if ('address' in bell) {
    return { ...SOON_AGAIN, deduplication: { id: `${queue}-${nameOf(bell.address)}`, keepLastIfActive: true } }
  }
  return { attempts: 1 }
}
