import { weekThatIsOver } from '../../domain/oversight/unusual-pattern.ts'
import { watchedBy } from '../../domain/oversight/watched-units.ts'
import type { App } from '../../ports/app.ts'

/** Every Monday: what was unusual in last week's readings, for each district and province (features F12). Answers how many are new. */
export async function reportReadings(app: App): Promise<number> {
  const week = weekThatIsOver(app.now())
  const units = await app.store.transaction((tx) => tx.units.all())
  let made = 0
  for (const unit of units.filter(({ kind }) => kind === 'district' || kind === 'province')) {
    const isNew = await app.store.transaction(async (tx) => {
      const { readings, findings } = await tx.oversight.weigh(watchedBy(unit, units), week.start, week.end)
      const about = { id: app.newId(), unitId: unit.id, weekFrom: week.from, madeAt: app.now() }
      return tx.oversight.add({ ...about, readings, findings })
    })
    if (isNew) made += 1
  }
  return made
}
