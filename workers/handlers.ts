import type { App } from '../core/ports/app.ts'
import type { TaskData, TaskName } from '../core/ports/tasks.ts'
import { runBulk } from '../core/use-cases/bulk/run-bulk.ts'
import { destroyPhotos } from '../core/use-cases/citizen/destroy-photos.ts'
import { readCardOfPhoto } from '../core/use-cases/citizen/read-card-of-photo.ts'
import { readSlipOfPhoto } from '../core/use-cases/citizen/read-slip-of-photo.ts'
import { searchDuplicates } from '../core/use-cases/duplicates/search-duplicates.ts'
import { settleResults } from '../core/use-cases/exchange/settle-results.ts'
import { applyImport } from '../core/use-cases/imports/apply-import.ts'
import { readImport } from '../core/use-cases/imports/read-import.ts'
import { issuePassport } from '../core/use-cases/passport/issue-passport.ts'
import { sendCampaignStep } from '../core/use-cases/reminders/send-campaign.ts'

/** What an objection says to a task: there is nothing left to do. */
export type Handlers = { [N in TaskName]: (app: App, data: TaskData[N]) => Promise<unknown> }

/** One for every promised task, or it does not compile. Each may run twice (design 1). */
export const HANDLERS: Handlers = {
  'read-card': (app, { photoId }) => readCardOfPhoto(app, photoId),
  'read-slip': (app, { photoId }) => readSlipOfPhoto(app, photoId),
  'destroy-photos': destroyPhotos,
  'read-import': readImport,
  'apply-import': applyImport,
  'settle-results': settleResults,
  'issue-passport': issuePassport,
  'send-campaign': sendCampaignStep,
  'run-bulk': runBulk,
  'find-duplicates': searchDuplicates,
}
