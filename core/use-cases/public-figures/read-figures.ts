import type { App } from '../../ports/app.ts'
import type { PublicFigures } from '../../ports/public-figures.ts'

/** What anybody may read about the service (features D14). */
export function readFigures(app: App): ReturnType<PublicFigures['published']> {
  return app.store.transaction((tx) => tx.publicFigures.published())
}
