import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What a guarded child sends back: the answer to the question with the same number. */
export interface ChildAnswer<Result> {
  id: number
  result: Result
  /** The child has grown and ends after this answer. */
  isLast?: boolean
}

/** A process that may hang, grow or die over what it is asked, and takes nobody with it (C10). */
export interface GuardedChild<Question extends object, Result> {
  /** Undefined when the child died, or had to be killed over this question. */
  ask(question: Question): Promise<Result | undefined>
  close(): Promise<void>
}

/** One child, one question at a time, started when first asked; a killed one is replaced at the next question. */
export function openGuardedChild<Question extends object, Result>(
  file: URL,
  { hardLimitMs, name }: { hardLimitMs: number; name: string },
): GuardedChild<Question, Result> {
  let child: Promise<ChildProcess> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let ids = 0
  let closed = false

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }
  return {
    ask: (question) =>
      inTurn(async () => {
        if (closed) throw new Error(`The ${name} is closed.`)
        child ??= startChild(file, name)
        const answer = await answerOf<Result>(await forgetting(child), { ...question, id: ++ids }, hardLimitMs)
        if (!answer || answer.isLast) child = undefined
        return answer?.result
      }),
    async close() {
      closed = true
      await queue
      const running = await child?.catch(() => undefined)
      if (running && running.exitCode === null && running.signalCode === null) {
        running.ref()
        running.kill('SIGKILL')
        await once(running, 'exit')
      }
    },
  }

  /** A child that could not start is not kept: the next question tries again. */
  function forgetting(starting: Promise<ChildProcess>): Promise<ChildProcess> {
    return starting.catch((fault) => {
      child = undefined
      throw fault
    })
  }
}

/** The child gets no environment: it needs no setting and must know no key. */
async function startChild(file: URL, name: string): Promise<ChildProcess> {
  const child = fork(file, { serialization: 'advanced', env: {}, execArgv: ['--max-old-space-size=256'] })
  child.setMaxListeners(0)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The ${name} did not start.`)
  })
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  child.channel?.unref()
  child.unref()
  return child
}

function answerOf<Result>(
  child: ChildProcess,
  question: { id: number },
  limitMs: number,
): Promise<ChildAnswer<Result> | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: ChildAnswer<Result>) => {
      clearTimeout(timer)
      child.off('message', heard).off('exit', died)
      child.channel?.unref()
      child.unref()
      resolve(answer)
    }
    const heard = (message: unknown) => {
      if ((message as ChildAnswer<Result>).id === question.id) finish(message as ChildAnswer<Result>)
    }
    const died = () => finish()
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
    }, limitMs)
    // Both, or a process that waits for nothing else ends before it learns that the child was killed.
    child.channel?.ref()
    child.ref()
    child.on('message', heard).on('exit', died)
    if (child.exitCode !== null || child.signalCode !== null) finish()
    else child.send(question, (fault) => fault && finish())
  })
}
