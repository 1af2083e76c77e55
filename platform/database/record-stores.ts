import type { Db } from './database.ts'
import { approvedChangesStore } from './stores/approved-changes-store.ts'
import { certificatesStore } from './stores/certificates-store.ts'
import { doseRemovalsStore } from './stores/dose-removals-store.ts'
import { exchangeStatesStore } from './stores/exchange-states-store.ts'
import { exportsStore } from './stores/exports-store.ts'
import { hamletLinksStore } from './stores/hamlet-links-store.ts'
import { hamletListsStore } from './stores/hamlet-lists-store.ts'
import { hamletSheetsStore } from './stores/hamlet-sheets-store.ts'
import { identityCasesStore } from './stores/identity-cases-store.ts'
import { jointReviewsStore } from './stores/joint-reviews-store.ts'
import { lettersStore } from './stores/letters-store.ts'
import { oversightStore } from './stores/oversight-store.ts'
import { passportsStore } from './stores/passports-store.ts'
import { platformDeliveriesStore } from './stores/platform-deliveries-store.ts'
import { platformTasksStore } from './stores/platform-tasks-store.ts'
import { policeCallsStore } from './stores/police-calls-store.ts'
import { policeListsStore } from './stores/police-lists-store.ts'
import { policeLoadsStore } from './stores/police-loads-store.ts'
import { policeWorkbooksStore } from './stores/police-workbooks-store.ts'
import { recordHistoriesStore } from './stores/record-histories-store.ts'
import { resultImportsStore } from './stores/result-imports-store.ts'
import { signedRecordsStore } from './stores/signed-records-store.ts'
import { signingMinutesStore } from './stores/signing-minutes-store.ts'
import { signingSessionsStore } from './stores/signing-sessions-store.ts'

/** The road of a record: to the police, to the Platform and back, signed, and on paper. */
export function recordStores(db: Db, now: () => Date) {
  return {
    identityCases: identityCasesStore(db),
    hamletLists: hamletListsStore(db),
    hamletLinks: hamletLinksStore(db),
    hamletSheets: hamletSheetsStore(db),
    policeLists: policeListsStore(db),
    policeCalls: policeCallsStore(db),
    policeLoads: policeLoadsStore(db),
    policeWorkbooks: policeWorkbooksStore(db),
    jointReviews: jointReviewsStore(db),
    oversight: oversightStore(db),
    approvedChanges: approvedChangesStore(db, now),
    exports: exportsStore(db),
    platformDeliveries: platformDeliveriesStore(db),
    platformTasks: platformTasksStore(db, now),
    exchangeStates: exchangeStatesStore(db),
    doseRemovals: doseRemovalsStore(db),
    recordHistories: recordHistoriesStore(db),
    resultImports: resultImportsStore(db),
    signedRecords: signedRecordsStore(db),
    certificates: certificatesStore(db),
    signingMinutes: signingMinutesStore(db),
    signingSessions: signingSessionsStore(db),
    passports: passportsStore(db),
    letters: lettersStore(db),
  }
}
