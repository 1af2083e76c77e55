import type { App } from '../../ports/app.ts'

export type FallbackGap = 'no_unit' | 'more_than_one' | 'nobody_there'

/**
 * What is missing for the owner of last resort (features E10): one unit at the top of the installation, and somebody there
 * who may decide. Without it a case that nobody owns would rest, so a house does not start; null: all is there.
 */
export async function fallbackOwnerGap(app: App): Promise<FallbackGap | null> {
  return app.store.transaction(async (tx) => {
    const tops = (await tx.units.all()).filter(({ parentId, kind }) => parentId === null && kind !== 'police')
    const [top, ...others] = tops
    if (!top) return 'no_unit'
    if (others.length > 0) return 'more_than_one'
    return (await tx.reviewers.otherAt(top.id, [])) ? null : 'nobody_there'
  })
}
