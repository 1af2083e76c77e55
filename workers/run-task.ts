import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { OpenTask } from '../core/ports/promises.ts'
import type { Queues } from '../core/ports/queue.ts'
import type { TaskName } from '../core/ports/tasks.ts'
import type { Handlers } from './handlers.ts'
import { TASK_SHAPES } from './task-shapes.ts'

export interface TaskDeps {
  app: App
  /** `fields` are ids and codes only. */
  onFault(code: string, fields: { taskId: string; task: string; dead: boolean }): void
  handlers: Handlers
}

/** Tries of one task, then it is a dead letter for people (channels 5.4, features M03). */
export const MAX_ATTEMPTS = 6

export function workTasks(queues: Queues, deps: TaskDeps, concurrency = 4): Promise<void> {
  return queues.work('tasks', ({ taskId }) => runTask(deps, taskId), { concurrency })
}

/**
 * One try. The row lock keeps a second worker off and falls with this process; the handler works in transactions of its
 * own, so a kill between its last one and the mark runs it twice. Throws when the queue shall try again later.
 */
export async function runTask(deps: TaskDeps, taskId: string): Promise<void> {
  const { app } = deps
  const failed = await app.store.transaction(async (tx) => {
    const task = await tx.promises.lockTask(taskId)
    if (!task) return null
    const code = await tryOnce(deps, task)
    if (code === null) {
      await tx.promises.taskDone(task.id, app.now())
      return null
    }
    const dead = task.attempts + 1 >= MAX_ATTEMPTS
    await tx.promises.taskFailed(task.id, { code, at: app.now(), dead })
    deps.onFault(code, { taskId, task: task.name, dead })
    return dead ? null : code
  })
  if (failed) throw new Error(`Task ${taskId} failed and is tried again: ${failed}`)
}

async function tryOnce({ app, handlers }: TaskDeps, task: OpenTask): Promise<string | null> {
  try {
    if (!(task.name in handlers)) return 'unknown_task'
    await handle(app, handlers, task.name as TaskName, task.data)
    return null
  } catch (fault) {
    return faultCodeOf(fault)
  }
}

function handle<N extends TaskName>(app: App, handlers: Handlers, name: N, data: unknown): Promise<unknown> {
  return handlers[name](app, TASK_SHAPES[name].parse(data))
}
