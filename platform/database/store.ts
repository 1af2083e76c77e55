import { sql } from 'kysely'
import type { Store, Tx } from '../../core/ports/store.ts'
import { withAddressLock } from './address-lock.ts'
import { againOnDeadlock } from './again-on-deadlock.ts'
import { citizenStores } from './citizen-stores.ts'
import type { Db } from './database.ts'
import { recordStores } from './record-stores.ts'
import { rightsStores } from './rights-stores.ts'
import { staffStores } from './staff-stores.ts'
import { stationStores } from './station-stores.ts'
import { auditStore } from './stores/audit-store.ts'
import { campaignsStore } from './stores/campaigns-store.ts'
import { caseHoldsStore } from './stores/case-holds-store.ts'
import { deadLettersStore } from './stores/dead-letters-store.ts'
import { deadlinesStore } from './stores/deadlines-store.ts'
import { disputedDosesStore } from './stores/disputed-doses-store.ts'
import { expiredStore } from './stores/expired-store.ts'
import { followUpStore } from './stores/follow-up-store.ts'
import { heardTogether } from './stores/heard-together.ts'
import { historyStore } from './stores/history-store.ts'
import { hopRulingsStore } from './stores/hop-rulings-store.ts'
import { importsStore } from './stores/imports-store.ts'
import { jointReviewsStore } from './stores/joint-reviews-store.ts'
import { limitsStore } from './stores/limits-store.ts'
import { ownPhotoLinksStore } from './stores/own-photo-links-store.ts'
import { photoLinksStore } from './stores/photo-links-store.ts'
import { photoUnmasksStore } from './stores/photo-unmasks-store.ts'
import { photosStore } from './stores/photos-store.ts'
import { policeListsStore } from './stores/police-lists-store.ts'
import { policeLoadsStore } from './stores/police-loads-store.ts'
import { policeWorkbooksStore } from './stores/police-workbooks-store.ts'
import { promisesStore } from './stores/promises-store.ts'
import { publicFiguresStore } from './stores/public-figures-store.ts'
import { rechecksStore } from './stores/rechecks-store.ts'
import { recordsStore } from './stores/records-store.ts'
import { reportsStore } from './stores/reports-store.ts'
import { reviewersStore } from './stores/reviewers-store.ts'
import { samePersonStore } from './stores/same-person-store.ts'
import { secondLooksStore } from './stores/second-looks-store.ts'
import { tasksStore } from './stores/tasks-store.ts'
import { unitsStore } from './stores/units-store.ts'
import { urgentUsesStore } from './stores/urgent-uses-store.ts'
import { vaccinationPointsStore } from './stores/vaccination-points-store.ts'
import { vitalSignsStore } from './stores/vital-signs-store.ts'
import { workListStore } from './stores/work-list-store.ts'
import { talkingStores } from './talking-stores.ts'

export function createStore(db: Db, now: () => Date): Store {
  return {
    transaction: (work) => againOnDeadlock(() => db.transaction().execute((trx) => work(everyStore(trx, now)))),
    hear: heardTogether(db, now),
    withAddressLock: (lane, address, work) =>
      withAddressLock(db, `${lane}|${address}`, work, (one) => createStore(one, now)),
    policeTransaction: (work) =>
      againOnDeadlock(() =>
        db.transaction().execute(async (trx) => {
          await sql`set local role so_tiem_police`.execute(trx)
          return work({
            policeLists: policeListsStore(trx),
            policeLoads: policeLoadsStore(trx),
            policeWorkbooks: policeWorkbooksStore(trx),
            jointReviews: jointReviewsStore(trx),
            history: historyStore(trx),
            units: unitsStore(trx),
            audit: auditStore(trx, now),
          })
        }),
      ),
  }
}

function everyStore(db: Db, now: () => Date): Tx {
  return {
    ...talkingStores(db, now),
    ...citizenStores(db),
    ...rightsStores(db, now),
    ...recordStores(db, now),
    ...stationStores(db),
    units: unitsStore(db),
    limits: limitsStore(db, now),
    photos: photosStore(db),
    records: recordsStore(db),
    samePerson: samePersonStore(db),
    reports: reportsStore(db),
    reviewers: reviewersStore(db),
    followUp: followUpStore(db),
    ownPhotoLinks: ownPhotoLinksStore(db),
    publicFigures: publicFiguresStore(db),
    history: historyStore(db),
    imports: importsStore(db),
    tasks: tasksStore(db, now),
    promises: promisesStore(db),
    deadlines: deadlinesStore(db),
    vitalSigns: vitalSignsStore(db),
    deadLetters: deadLettersStore(db, now),
    expired: expiredStore(db),
    campaigns: campaignsStore(db),
    photoLinks: photoLinksStore(db),
    photoUnmasks: photoUnmasksStore(db),
    workList: workListStore(db),
    secondLooks: secondLooksStore(db),
    caseHolds: caseHoldsStore(db),
    hopRulings: hopRulingsStore(db),
    rechecks: rechecksStore(db),
    disputedDoses: disputedDosesStore(db),
    urgentUses: urgentUsesStore(db),
    vaccinationPoints: vaccinationPointsStore(db),
    ...staffStores(db),
  }
}
