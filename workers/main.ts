import { listenForBells } from '../platform/database/bell-listener.ts'
import type { House } from '../platform/house.ts'
import { HANDLERS } from './handlers.ts'
import { startRelay } from './relay.ts'
import { workTasks } from './run-task.ts'
import { keepTimetable } from './timetable.ts'

/** The hands: rings for promised work, does the tasks, keeps the timetable. Closes with the house. */
export async function openWorkers(house: House): Promise<void> {
  const { app, queues, log } = house
  const sweepAfterMs = house.settings.SWEEP_SECONDS * 1_000
  const onFault = (code: string) => log.warn({ fault: code }, 'A worker met a fault and goes on')
  await workTasks(queues, {
    app,
    handlers: HANDLERS,
    onFault: (code, { taskId, task, dead }) =>
      log.warn({ fault: code, taskId, task, state: dead ? 'dead' : 'again' }, 'A task failed'),
  })
  const relay = await startRelay({
    app,
    queues,
    listen: listenForBells(house.databaseUrl, onFault),
    sweepAfterMs,
    onFault,
  })
  house.onClose(() => relay.close())
  const timetable = await keepTimetable({
    app,
    queues,
    sweepAfterMs,
    onFault,
    onAlert: (alert, count) => log.error({ alert, count }, 'Something waits for people'),
  })
  house.onClose(async () => timetable.close())
}
