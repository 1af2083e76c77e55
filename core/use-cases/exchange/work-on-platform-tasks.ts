import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ShownPlatformTask } from '../../ports/platform-desk.ts'

/** Open work of this unit with the Platform, what is due first first. */
export function platformTasks(app: App, unitId: string): Promise<ShownPlatformTask[]> {
  return app.store.transaction((tx) => tx.platformTasks.ofUnit(unitId))
}

/** An officer has looked: the task is gone, the row stays what it is, and its next state rings anew. */
export async function closePlatformTask(
  app: App,
  { officer, taskId }: { officer: Extract<Actor, { kind: 'staff' }>; taskId: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const { staffId, unitId } = officer
    if (!(await tx.platformTasks.closeOne(taskId, { staffId, unitId, at: app.now() })))
      return object('changed_meanwhile')
    await tx.audit.write({
      staffId,
      action: 'close_platform_task',
      subjectKind: 'platform_task',
      subjectId: taskId,
    })
    return done(null)
  })
}
