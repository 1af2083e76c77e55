import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import { ownsReport } from './owns-report.ts'
import { partInState } from './part-of-code.ts'

/** What a citizen sent, for the citizen, the part to mend first: null for everybody else. */
export async function ownReport(app: App, command: { code: string; address: string }): Promise<Report | null> {
  return app.store.transaction(async (tx) => {
    const report = await partInState(tx, command.code, 'refused')
    return report && (await ownsReport(app, tx, report, command.address)) ? report : null
  })
}
