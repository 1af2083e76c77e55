import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { readMatchFacts } from '../../domain/matching/match-facts.ts'
import { findDuplicates } from '../../domain/record/duplicate-pair.ts'
import type { App } from '../../ports/app.ts'

/** Handler of `find-duplicates`: compares the records of a station with each other, in memory (features E08). */
export async function searchDuplicates(app: App, { unitId }: { unitId: string }): Promise<number> {
  const scope = { unitIds: [unitId] }
  const texts = await app.store.transaction((tx) => tx.duplicates.forMatching(scope))
  const found = findDuplicates(texts.map(({ personId, text }) => ({ recordId: personId, facts: readMatchFacts(text) })))
  const pairs = found.map((pair) => ({ ...pair, unitId, foundAt: app.now() }))
  await app.store.transaction((tx) => tx.duplicates.keep(scope, pairs))
  return pairs.length
}

/** Every station, each in a task of its own; asked for twice a night it is one. */
export async function searchEverywhere(app: App): Promise<void> {
  await app.store.transaction(async (tx) => {
    const night = dayInVietNam(app.now())
    const stations = (await tx.units.all()).filter(({ kind }) => kind === 'station' || kind === 'facility')
    for (const { id } of stations)
      await tx.tasks.promise({
        name: 'find-duplicates',
        data: { unitId: id },
        uniqueKey: `find-duplicates|${id}|${night}`,
      })
  })
}
