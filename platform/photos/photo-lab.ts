import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Window } from './grey-image.ts'
import type { TakenPhoto } from './intake.ts'
import type { CardReading } from './read-card.ts'

export type LabQuestion =
  | { id: number; kind: 'read'; bytes: Uint8Array }
  | { id: number; kind: 'take'; bytes: Uint8Array; codeAt: Window | null }

export interface LabAnswer {
  id: number
  result: CardReading | TakenPhoto
}

/** Decodes strangers' photos in a child process with a time limit and a memory limit (C10). */
export interface PhotoLab {
  readCard(bytes: Uint8Array): Promise<CardReading>
  takeIn(bytes: Uint8Array, codeAt?: Window | null): Promise<TakenPhoto>
  close(): Promise<void>
}

const HARD_LIMIT_MS = 5000

/** One child, one photo at a time; a child that hangs or grows is killed and the next photo gets a new one. */
export function openPhotoLab({ hardLimitMs = HARD_LIMIT_MS } = {}): PhotoLab {
  let child: Promise<ChildProcess> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let ids = 0
  let closed = false

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }
  const ask = (question: LabQuestion) =>
    inTurn(async () => {
      if (closed) throw new Error('The photo reader is closed.')
      child ??= startChild()
      const answer = await answerOf(await child, question, hardLimitMs)
      if (!answer) child = undefined
      return answer?.result
    })

  return {
    async readCard(bytes) {
      const start = performance.now()
      const reading = (await ask({ id: ++ids, kind: 'read', bytes })) as CardReading | undefined
      const ms = Math.round(performance.now() - start)
      return reading ?? { card: null, reason: 'took_too_long', ms, codeAt: null }
    },
    async takeIn(bytes, codeAt = null) {
      const taken = (await ask({ id: ++ids, kind: 'take', bytes, codeAt })) as TakenPhoto | undefined
      return taken ? withBuffers(taken) : { ok: false, reason: 'damaged' }
    },
    async close() {
      closed = true
      await queue
      const running = await child
      if (running && running.exitCode === null && running.signalCode === null) {
        running.ref()
        running.kill('SIGKILL')
        await once(running, 'exit')
      }
    },
  }
}

/** The child gets no environment: it needs no setting and must know no key. */
async function startChild(): Promise<ChildProcess> {
  const file = new URL('./photo-lab.child.ts', import.meta.url)
  const child = fork(file, { serialization: 'advanced', env: {}, execArgv: ['--max-old-space-size=256'] })
  child.setMaxListeners(0)
  const ended = once(child, 'exit').then(() => {
    throw new Error('The photo reader did not start.')
  })
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  child.channel?.unref()
  child.unref()
  return child
}

/** Undefined when the child died or had to be killed over this photo. */
function answerOf(child: ChildProcess, question: LabQuestion, limitMs: number): Promise<LabAnswer | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: LabAnswer) => {
      clearTimeout(timer)
      child.off('message', heard).off('exit', died)
      child.channel?.unref()
      resolve(answer)
    }
    const heard = (message: unknown) => {
      if ((message as LabAnswer).id === question.id) finish(message as LabAnswer)
    }
    const died = () => finish()
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
    }, limitMs)
    child.channel?.ref()
    child.on('message', heard).on('exit', died)
    if (child.exitCode !== null || child.signalCode !== null) finish()
    else child.send(question, (fault) => fault && finish())
  })
}

/** Buffers cross the process border as plain byte arrays. */
function withBuffers(taken: TakenPhoto): TakenPhoto {
  if (!taken.ok) return taken
  return { ...taken, jpeg: Buffer.from(taken.jpeg), ...(taken.qrCrop && { qrCrop: Buffer.from(taken.qrCrop) }) }
}
