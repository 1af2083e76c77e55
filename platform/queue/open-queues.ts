import type { Queue, Worker } from 'bullmq'
import { faultCodeOf } from '../../core/domain/fault-code.ts'
import {
  type BellData,
  QUEUE_NAMES,
  type QueueCounts,
  type QueueName,
  type Queues,
  type WorkOptions,
} from '../../core/ports/queue.ts'
import { type AddressSeal, createAddressSeal } from './address-seal.ts'
import { type Backend, chooseBackend, type QueueServer } from './backend.ts'
import { bellOf, jobOf } from './bell-jobs.ts'

export interface QueueSettings {
  /** 32 bytes, the same in every process: addresses stand sealed in the queue. */
  masterKey: Uint8Array
  /** Wait before the second try of a task; doubled each time. */
  firstRetryMs?: number
  closeWithinMs?: number
}

type Every = Record<QueueName, Queue>

/** The house's queues on Redis or PostgreSQL, ready to ring. A lost server is a code to `onFault`, never a crash. */
export async function openQueues(
  server: QueueServer,
  tell: (code: string) => void,
  { masterKey, firstRetryMs = 2_000, closeWithinMs = 10_000 }: QueueSettings,
): Promise<Queues> {
  const onFault = onceInAWhile(tell)
  const backend = chooseBackend(server, onFault)
  const seal = createAddressSeal(masterKey)
  const queues = await openEvery(backend, onFault)
  const workers: Worker[] = []
  return {
    bell: async (name, bells) => {
      if (bells.length > 0) await queues[name].addBulk(bells.map((bell) => jobOf(name, bell, firstRetryMs, seal)))
    },
    work: async (name, processor, options) => {
      const worker = startWorker(backend, name, (data) => workOn(name, processor, data, seal), options)
      worker.on('error', (fault) => onFault(faultCodeOf(fault)))
      worker.on('failed', (_job, fault) => onFault(fault.message))
      workers.push(worker)
      await worker.waitUntilReady()
    },
    schedule: (key, when) => schedule(queues.timetable, key, when),
    counts: () => countEvery(queues),
    obliterate: async () => {
      for (const name of QUEUE_NAMES) await queues[name].obliterate({ force: true })
    },
    close: async () => {
      await inTime(Promise.all(workers.map((worker) => worker.close())), closeWithinMs)
      await inTime(Promise.all(QUEUE_NAMES.map((name) => queues[name].close())), closeWithinMs)
      await backend.close()
    },
  }
}

async function openEvery(backend: Backend, onFault: (code: string) => void): Promise<Every> {
  const open = QUEUE_NAMES.map((name) => [name, backend.queue(name)] as const)
  for (const [, queue] of open) {
    queue.on('error', (fault) => onFault(faultCodeOf(fault)))
    await queue.waitUntilReady()
  }
  return Object.fromEntries(open) as Every
}

function startWorker(
  backend: Backend,
  name: QueueName,
  work: (data: unknown) => Promise<void>,
  { concurrency, limiter }: WorkOptions,
): Worker {
  const wish = limiter ? { concurrency, limiter: { max: limiter.max, duration: limiter.durationMs } } : { concurrency }
  return backend.worker(name, (job) => work(job.data), wish)
}

/** The queue keeps the words of a fault while it waits to try again, and they may be a citizen's: it gets the code. */
async function workOn<Q extends QueueName>(
  name: Q,
  processor: (data: BellData[Q]) => Promise<void>,
  data: unknown,
  seal: AddressSeal,
): Promise<void> {
  try {
    await processor(bellOf(name, data, seal))
  } catch (fault) {
    const told = new Error(`${name} is tried again: ${faultCodeOf(fault)}`)
    told.stack = told.message
    throw told
  }
}

/** Set only when it is missing or different: setting it anew would start its period again. */
async function schedule(queue: Queue, key: string, when: { everyMs: number } | { cron: string }): Promise<void> {
  const wanted = 'cron' in when ? { pattern: when.cron, tz: 'Asia/Ho_Chi_Minh' } : { every: when.everyMs }
  const found = await queue.getJobScheduler(key)
  const stands = 'cron' in when ? found?.pattern === when.cron : Number(found?.every) === when.everyMs
  if (found && stands) return
  const opts = { removeOnComplete: true, removeOnFail: true }
  await queue.upsertJobScheduler(key, wanted, { name: 'timetable', data: { key }, opts })
}

async function countEvery(queues: Every): Promise<Record<QueueName, QueueCounts>> {
  const counted = await Promise.all(
    QUEUE_NAMES.map(async (name) => {
      const counts = await queues[name].getJobCounts('waiting', 'active', 'delayed', 'failed')
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts
      return [name, { waiting, active, delayed, failed }] as const
    }),
  )
  return Object.fromEntries(counted) as Record<QueueName, QueueCounts>
}

/** What does not end in time, or cannot because the server is away, is left: its rows are still open. */
async function inTime(ending: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, withinMs)
  })
  await Promise.race([ending.catch(() => undefined), late])
  clearTimeout(timer)
}

/** Eight connections that look for a lost server say the same thing many times a second. */
function onceInAWhile(tell: (code: string) => void): (code: string) => void {
  const told = new Map<string, number>()
  return (code) => {
    const now = Date.now()
    if (now - (told.get(code) ?? 0) < 5_000) return
    told.set(code, now)
    tell(code)
  }
}
