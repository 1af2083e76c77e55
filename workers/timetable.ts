import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { App } from '../core/ports/app.ts'
import type { Queues } from '../core/ports/queue.ts'
import { sealChains } from '../core/use-cases/audit/seal-chains.ts'
import { findWrongBatches } from '../core/use-cases/batches/find-wrong-batches.ts'
import { fetchCrls } from '../core/use-cases/certificates/fetch-crls.ts'
import { dropForgottenUploads } from '../core/use-cases/chat/uploads.ts'
import { destroyDuePhotos } from '../core/use-cases/citizen/destroy-due-photos.ts'
import { chaseDeadlines } from '../core/use-cases/clock/chase-deadlines.ts'
import { cleanUp } from '../core/use-cases/clock/clean-up.ts'
import { provePhotosGone, wrongWith } from '../core/use-cases/clock/prove-photos-gone.ts'
import { remindAsked } from '../core/use-cases/clock/remind-asked.ts'
import { resumeDeferred } from '../core/use-cases/clock/resume-deferred.ts'
import { deadTooLong } from '../core/use-cases/dead-letters/dead-too-long.ts'
import { searchEverywhere } from '../core/use-cases/duplicates/search-duplicates.ts'
import { deliverExports } from '../core/use-cases/exchange/deliver-exports.ts'
import { watchRestingRows } from '../core/use-cases/exchange/exchange-state.ts'
import { readPlatformBack } from '../core/use-cases/exchange/read-platform-back.ts'
import { destroyBirthPapers } from '../core/use-cases/family/destroy-birth-papers.ts'
import { handOverAtFourteen } from '../core/use-cases/family/hand-over-at-fourteen.ts'
import { askSeen } from '../core/use-cases/follow-up/ask-seen.ts'
import { forgetForms } from '../core/use-cases/form-sends/once.ts'
import { destroySheetPhotos } from '../core/use-cases/hamlet/hamlet-sheets.ts'
import { endIdleHelping } from '../core/use-cases/helper/helping-session.ts'
import { reportReadings } from '../core/use-cases/oversight/weekly-report.ts'
import { remindPassports } from '../core/use-cases/passport/remind-passports.ts'
import { publishFigures } from '../core/use-cases/public-figures/publish-figures.ts'
import { forgetSheets } from '../core/use-cases/sheet/forget-sheets.ts'
import { lookAfterAccounts } from '../core/use-cases/staff/look-after-accounts.ts'
import { morningDigest, passOnUnread } from '../core/use-cases/staff-notices/morning-digest.ts'
import { tellDeadlines } from '../core/use-cases/staff-notices/tell-deadlines.ts'
import { lookInTime, renewInTime } from '../core/use-cases/zalo/in-time.ts'

/** Wakes whoever reads the log: a code, and how many. */
type Tell = (code: string, count: number) => void

interface Entry {
  when: { everyMs: number } | { cron: string }
  /** May run twice, late, or in two processes at once. */
  work(app: App, tell: Tell): Promise<unknown>
}

const MINUTE = 60_000

/** What the house does by itself, in Vietnamese time. */
export const TIMETABLE: Record<string, Entry> = {
  'chase-deadlines': { when: { everyMs: MINUTE }, work: chaseDeadlines },
  'tell-deadlines': { when: { everyMs: MINUTE }, work: tellDeadlines },
  'morning-digest': { when: { cron: '30 7 * * *' }, work: morningDigest },
  'pass-on-unread': { when: { everyMs: 30 * MINUTE }, work: passOnUnread },
  'look-after-accounts': { when: { everyMs: 10 * MINUTE }, work: lookAfterAccounts },
  'resume-deferred': { when: { everyMs: 5 * MINUTE }, work: resumeDeferred },
  'remind-asked': { when: { everyMs: 30 * MINUTE }, work: remindAsked },
  'ask-seen': { when: { everyMs: 30 * MINUTE }, work: askSeen },
  'deliver-exports': { when: { everyMs: 10 * MINUTE }, work: deliverExports },
  'read-platform-back': { when: { cron: '0 6 * * *' }, work: readPlatformBack },
  'watch-resting-rows': { when: { everyMs: 60 * MINUTE }, work: watchResting },
  'publish-figures': { when: { everyMs: 60 * MINUTE }, work: publishFigures },
  'destroy-due-photos': { when: { cron: '30 2 * * *' }, work: destroyDuePhotos },
  'drop-forgotten-uploads': { when: { everyMs: 60 * MINUTE }, work: dropForgottenUploads },
  'renew-zalo-token': { when: { everyMs: 10 * MINUTE }, work: renewInTime },
  'look-at-zalo': { when: { everyMs: 60 * MINUTE }, work: lookInTime },
  'watch-dead-letters': { when: { everyMs: 10 * MINUTE }, work: watchDeadLetters },
  'report-readings': { when: { cron: '0 6 * * 1' }, work: reportReadings },
  'seal-chains': { when: { everyMs: MINUTE }, work: sealChains },
  'hand-over-at-fourteen': { when: { cron: '10 8 * * *' }, work: handOverAtFourteen },
  'destroy-birth-papers': { when: { everyMs: 60 * MINUTE }, work: destroyBirthPapers },
  'destroy-hamlet-sheets': { when: { cron: '20 3 * * *' }, work: destroySheetPhotos },
  'end-idle-helping': { when: { everyMs: 10 * MINUTE }, work: endIdleHelping },
  'watch-rights': { when: { everyMs: 60 * MINUTE }, work: watchRights },
  'prove-photos-gone': { when: { cron: '30 3 * * *' }, work: watchPhotos },
  'forget-sheets': { when: { everyMs: 60 * MINUTE }, work: forgetSheets },
  'remind-passports': { when: { cron: '20 9 * * *' }, work: remindPassports },
  'find-duplicates': { when: { cron: '40 1 * * *' }, work: searchEverywhere },
  'find-wrong-batches': { when: { cron: '20 1 * * *' }, work: findWrongBatches },
  'forget-forms': { when: { cron: '15 3 * * *' }, work: forgetForms },
  'fetch-crls': { when: { everyMs: 60 * MINUTE }, work: fetchCrls },
  'clean-up': { when: { cron: '0 3 * * *' }, work: cleanUp },
}

export interface TimetableDeps {
  app: App
  queues: Queues
  /** A wiped queue forgets its timetable: it is written down again this often. */
  sweepAfterMs: number
  onFault(code: string): void
  onAlert: Tell
}

export async function keepTimetable({ app, queues, sweepAfterMs, onFault, onAlert }: TimetableDeps) {
  const writeDown = async () => {
    for (const [key, { when }] of Object.entries(TIMETABLE)) await queues.schedule(key, when)
  }
  await queues.work('timetable', async ({ key }) => void (await TIMETABLE[key]?.work(app, onAlert)), { concurrency: 1 })
  await writeDown()
  const timer = setInterval(() => void writeDown().catch((fault) => onFault(faultCodeOf(fault))), sweepAfterMs)
  return { close: () => clearInterval(timer) }
}

/** Features M03: said again every ten minutes until somebody has settled them. */
async function watchDeadLetters(app: App, tell: Tell): Promise<void> {
  const count = await deadTooLong(app)
  if (count > 0) tell('dead_letters_wait', count)
}

/** Features G04: a row that rests longer than three days wakes its unit by a task, and whoever reads the log. */
async function watchResting(app: App, tell: Tell): Promise<void> {
  const rung = await watchRestingRows(app)
  if (rung > 0) tell('platform_rows_rest', rung)
}

/** Features C12: anything but 0 wakes whoever reads the log. */
async function watchPhotos(app: App, tell: Tell): Promise<void> {
  const wrong = wrongWith(await provePhotosGone(app))
  if (wrong > 0) tell('photos_overdue', wrong)
}

/** Domain 8.1: a request whose procedure or wish is late is said again every hour until it is answered. */
async function watchRights(app: App, tell: Tell): Promise<void> {
  const late = await app.store.transaction((tx) => tx.rights.lateCount({ unitIds: 'all' }, app.now()))
  if (late > 0) tell('rights_late', late)
}
