import { sql } from 'kysely'
import type { Store, Tx } from '../../core/ports/store.ts'
import { withAddressLock } from './address-lock.ts'
import { againOnDeadlock } from './again-on-deadlock.ts'
import type { Db } from './database.ts'
import { approvedChangesStore } from './stores/approved-changes-store.ts'
import { auditStore } from './stores/audit-store.ts'
import { birthPapersStore } from './stores/birth-papers-store.ts'
import { callListStore } from './stores/call-list-store.ts'
import { campaignsStore } from './stores/campaigns-store.ts'
import { cardsSeenStore } from './stores/cards-seen-store.ts'
import { chainStore } from './stores/chain-store.ts'
import { channelPausesStore } from './stores/channel-pauses-store.ts'
import { channelSwitchesStore } from './stores/channel-switches-store.ts'
import { channelTrafficStore } from './stores/channel-traffic-store.ts'
import { citizensStore } from './stores/citizens-store.ts'
import { contactsStore } from './stores/contacts-store.ts'
import { conversationsStore } from './stores/conversations-store.ts'
import { counterIntakesStore } from './stores/counter-intakes-store.ts'
import { deadLettersStore } from './stores/dead-letters-store.ts'
import { deadlinesStore } from './stores/deadlines-store.ts'
import { deliveriesStore } from './stores/deliveries-store.ts'
import { disputedDosesStore } from './stores/disputed-doses-store.ts'
import { draftsStore } from './stores/drafts-store.ts'
import { expiredStore } from './stores/expired-store.ts'
import { exportsStore } from './stores/exports-store.ts'
import { familiesStore } from './stores/families-store.ts'
import { followUpStore } from './stores/follow-up-store.ts'
import { heardTogether } from './stores/heard-together.ts'
import { helpRequestsStore } from './stores/help-requests-store.ts'
import { helperDeskStore } from './stores/helper-desk-store.ts'
import { historyStore } from './stores/history-store.ts'
import { householdStore } from './stores/household-store.ts'
import { identityCasesStore } from './stores/identity-cases-store.ts'
import { importsStore } from './stores/imports-store.ts'
import { inboxStore } from './stores/inbox-store.ts'
import { lettersStore } from './stores/letters-store.ts'
import { limitsStore } from './stores/limits-store.ts'
import { messageBoxStore } from './stores/message-box-store.ts'
import { outboxStore } from './stores/outbox-store.ts'
import { ownPhotoLinksStore } from './stores/own-photo-links-store.ts'
import { passportsStore } from './stores/passports-store.ts'
import { personalDataStore } from './stores/personal-data-store.ts'
import { photoLinksStore } from './stores/photo-links-store.ts'
import { photoProofsStore } from './stores/photo-proofs-store.ts'
import { photoUnmasksStore } from './stores/photo-unmasks-store.ts'
import { photosStore } from './stores/photos-store.ts'
import { policeListsStore } from './stores/police-lists-store.ts'
import { promisesStore } from './stores/promises-store.ts'
import { publicFiguresStore } from './stores/public-figures-store.ts'
import { readyAnswersStore } from './stores/ready-answers-store.ts'
import { recordsStore } from './stores/records-store.ts'
import { reportsStore } from './stores/reports-store.ts'
import { resultImportsStore } from './stores/result-imports-store.ts'
import { reviewersStore } from './stores/reviewers-store.ts'
import { rightsStore } from './stores/rights-store.ts'
import { samePersonStore } from './stores/same-person-store.ts'
import { secondLooksStore } from './stores/second-looks-store.ts'
import { signedRecordsStore } from './stores/signed-records-store.ts'
import { staffStore } from './stores/staff-store.ts'
import { tasksStore } from './stores/tasks-store.ts'
import { threadsStore } from './stores/threads-store.ts'
import { unitsStore } from './stores/units-store.ts'
import { unknownPeopleStore } from './stores/unknown-people-store.ts'
import { uploadLinksStore } from './stores/upload-links-store.ts'
import { uploadsStore } from './stores/uploads-store.ts'
import { urgentUsesStore } from './stores/urgent-uses-store.ts'
import { vaccinationPointsStore } from './stores/vaccination-points-store.ts'
import { vitalSignsStore } from './stores/vital-signs-store.ts'
import { workListStore } from './stores/work-list-store.ts'
import { zaloAccountsStore } from './stores/zalo-accounts-store.ts'

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
    ...rightsStores(db, now),
    ...recordStores(db, now),
    units: unitsStore(db),
    citizens: citizensStore(db),
    cardsSeen: cardsSeenStore(db),
    counterIntakes: counterIntakesStore(db),
    drafts: draftsStore(db),
    families: familiesStore(db),
    birthPapers: birthPapersStore(db),
    unknownPeople: unknownPeopleStore(db),
    helperDesk: helperDeskStore(db),
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
    disputedDoses: disputedDosesStore(db),
    urgentUses: urgentUsesStore(db),
    vaccinationPoints: vaccinationPointsStore(db),
    staff: staffStore(db),
  }
}

/** The road of a record: to the police, to the Platform and back, signed, and on paper. */
function recordStores(db: Db, now: () => Date) {
  return {
    identityCases: identityCasesStore(db),
    policeLists: policeListsStore(db),
    approvedChanges: approvedChangesStore(db, now),
    exports: exportsStore(db),
    resultImports: resultImportsStore(db),
    signedRecords: signedRecordsStore(db),
    passports: passportsStore(db),
    letters: lettersStore(db),
  }
}

/** What a person may ask about their own data, and what shows that the house kept its word. */
function rightsStores(db: Db, now: () => Date) {
  return {
    audit: auditStore(db, now),
    auditChain: chainStore(db),
    rights: rightsStore(db),
    household: householdStore(db),
    photoProofs: photoProofsStore(db),
    personalData: personalDataStore(db),
  }
}

/** What speaks of channels: who says what to whom, and how it gets there. */
function talkingStores(db: Db, now: () => Date) {
  return {
    conversations: conversationsStore(db, now),
    deliveries: deliveriesStore(db, now),
    channelPauses: channelPausesStore(db, now),
    callList: callListStore(db, now),
    inbox: inboxStore(db, now),
    messageBox: messageBoxStore(db, now),
    uploads: uploadsStore(db),
    uploadLinks: uploadLinksStore(db),
    channelSwitches: channelSwitchesStore(db),
    contacts: contactsStore(db),
    helpRequests: helpRequestsStore(db, contactsStore(db)),
    threads: threadsStore(db),
    readyAnswers: readyAnswersStore(db),
    outbox: outboxStore(db, now),
    zaloAccounts: zaloAccountsStore(db),
    channelTraffic: channelTrafficStore(db),
  }
}
