import type { InboundEvent } from '../domain/chat/inbound-event.ts'
import type { Audit, AuditChain } from './audit.ts'
import type { AuditSearch } from './audit-search.ts'
import type { Batches } from './batches.ts'
import type { BirthPapers } from './birth-papers.ts'
import type { Bulks } from './bulks.ts'
import type { CallList } from './call-list.ts'
import type { Campaigns } from './campaigns.ts'
import type { CardsSeen } from './cards-seen.ts'
import type { CaseHolds } from './case-holds.ts'
import type { Certificates } from './certificates.ts'
import type { ChannelPauses } from './channel-pauses.ts'
import type { ChannelSwitches } from './channel-switches.ts'
import type { ChannelTraffic } from './channel-traffic.ts'
import type { Citizens } from './citizens.ts'
import type { Contacts } from './contacts.ts'
import type { Conversations } from './conversations.ts'
import type { CounterIntakes } from './counter-intakes.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Deadlines } from './deadlines.ts'
import type { Deliveries } from './deliveries.ts'
import type { DisputedDoses } from './disputed-doses.ts'
import type { Drafts } from './drafts.ts'
import type { Duplicates } from './duplicates.ts'
import type { ErrorList } from './error-list.ts'
import type { ApprovedChanges, Exports, ResultImports } from './exchange.ts'
import type { Expired } from './expired.ts'
import type { Families } from './families.ts'
import type { FollowUp } from './follow-up.ts'
import type { FormSends } from './form-sends.ts'
import type { HamletLinks } from './hamlet-links.ts'
import type { HamletLists } from './hamlet-lists.ts'
import type { HamletSheets } from './hamlet-sheets.ts'
import type { HelpRequests } from './help-requests.ts'
import type { HelperDesk } from './helper-desk.ts'
import type { History } from './history.ts'
import type { HopRulings } from './hop-rulings.ts'
import type { Household } from './household.ts'
import type { IdentityCases } from './identity-cases.ts'
import type { Imports } from './imports.ts'
import type { Inbox } from './inbox.ts'
import type { JointReviews } from './joint-reviews.ts'
import type { Letters } from './letters.ts'
import type { Limits } from './limits.ts'
import type { MessageBox } from './message-box.ts'
import type { Notes } from './notes.ts'
import type { Outbox } from './outbox.ts'
import type { Oversight } from './oversight.ts'
import type { OwnPhotoLinks } from './own-photo-links.ts'
import type { StoredPassports } from './passports.ts'
import type { PersonalData } from './personal-data.ts'
import type { PhotoLinks } from './photo-links.ts'
import type { PhotoProofs } from './photo-proofs.ts'
import type { PhotoUnmasks } from './photo-unmasks.ts'
import type { Photos } from './photos.ts'
import type { PlatformStores } from './platform-desk.ts'
import type { PoliceCalls } from './police-calls.ts'
import type { PoliceLists } from './police-lists.ts'
import type { PoliceLoads } from './police-loads.ts'
import type { PoliceWorkbookFiles } from './police-workbooks.ts'
import type { Promises } from './promises.ts'
import type { PublicFigures } from './public-figures.ts'
import type { ReadyAnswers } from './ready-answers.ts'
import type { Rechecks } from './rechecks.ts'
import type { Records } from './records.ts'
import type { Reports } from './reports.ts'
import type { Reviewers } from './reviewers.ts'
import type { Rights } from './rights.ts'
import type { SamePerson } from './same-person.ts'
import type { SecondLooks } from './second-looks.ts'
import type { SignedRecords } from './signing.ts'
import type { SigningMinutesStore } from './signing-minutes.ts'
import type { SigningSessions } from './signing-sessions.ts'
import type { StaffStores } from './staff-stores.ts'
import type { Tasks } from './tasks.ts'
import type { Threads } from './threads.ts'
import type { Units } from './units.ts'
import type { UnknownPeople } from './unknown-people.ts'
import type { UploadLinks } from './upload-links.ts'
import type { Uploads } from './uploads.ts'
import type { UrgentUses } from './urgent-uses.ts'
import type { VaccinationPoints } from './vaccination-points.ts'
import type { VitalSigns } from './vital-signs.ts'
import type { WorkList } from './work-list.ts'
import type { Workload } from './workload.ts'
import type { ZaloAccounts } from './zalo-accounts.ts'

/** Everything one transaction can reach. Each member is one port; its SQL stands in platform/database/stores. */
export interface Tx extends PlatformStores, StaffStores {
  conversations: Conversations
  deliveries: Deliveries
  channelPauses: ChannelPauses
  callList: CallList
  inbox: Inbox
  messageBox: MessageBox
  uploads: Uploads
  uploadLinks: UploadLinks
  channelSwitches: ChannelSwitches
  units: Units
  citizens: Citizens
  cardsSeen: CardsSeen
  certificates: Certificates
  counterIntakes: CounterIntakes
  contacts: Contacts
  drafts: Drafts
  families: Families
  birthPapers: BirthPapers
  unknownPeople: UnknownPeople
  helperDesk: HelperDesk
  letters: Letters
  limits: Limits
  helpRequests: HelpRequests
  threads: Threads
  readyAnswers: ReadyAnswers
  photos: Photos
  identityCases: IdentityCases
  hamletLists: HamletLists
  hamletLinks: HamletLinks
  hamletSheets: HamletSheets
  policeLists: PoliceLists
  policeCalls: PoliceCalls
  policeLoads: PoliceLoads
  policeWorkbooks: PoliceWorkbookFiles
  jointReviews: JointReviews
  oversight: Oversight
  approvedChanges: ApprovedChanges
  exports: Exports
  resultImports: ResultImports
  signedRecords: SignedRecords
  signingMinutes: SigningMinutesStore
  signingSessions: SigningSessions
  passports: StoredPassports
  records: Records
  samePerson: SamePerson
  reports: Reports
  reviewers: Reviewers
  followUp: FollowUp
  ownPhotoLinks: OwnPhotoLinks
  publicFigures: PublicFigures
  history: History
  imports: Imports
  outbox: Outbox
  tasks: Tasks
  promises: Promises
  deadlines: Deadlines
  vitalSigns: VitalSigns
  deadLetters: DeadLetters
  expired: Expired
  audit: Audit
  auditChain: AuditChain
  auditSearch: AuditSearch
  rights: Rights
  household: Household
  photoProofs: PhotoProofs
  personalData: PersonalData
  campaigns: Campaigns
  photoLinks: PhotoLinks
  photoUnmasks: PhotoUnmasks
  workList: WorkList
  bulks: Bulks
  duplicates: Duplicates
  notes: Notes
  formSends: FormSends
  batches: Batches
  errorList: ErrorList
  workload: Workload
  zaloAccounts: ZaloAccounts
  channelTraffic: ChannelTraffic
  secondLooks: SecondLooks
  caseHolds: CaseHolds
  hopRulings: HopRulings
  rechecks: Rechecks
  disputedDoses: DisputedDoses
  urgentUses: UrgentUses
  vaccinationPoints: VaccinationPoints
}

/** What a transaction of the police can reach: identity, never doses, people or reports (features F04). */
export type PoliceTx = Pick<
  Tx,
  'policeLists' | 'policeLoads' | 'policeWorkbooks' | 'jointReviews' | 'history' | 'units' | 'audit'
>

export interface Store {
  /** One transaction: all of `work` or nothing. Nothing inside waits for the network, but for one (docs/decisions/own-zalo-client.md). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Stores what was heard and commits in one round trip: a webhook waits for this before it answers. False: heard before. */
  hear(event: InboundEvent): Promise<boolean>
  /** The same under the database role of the police, whose grants end at their lists. */
  policeTransaction<T>(work: (tx: PoliceTx) => Promise<T>): Promise<T>
  /**
   * Alone on one lane of one address (`converse` or `speak`) until `work` ends; 'busy' when another process is there.
   * `work` uses the store it is handed.
   */
  withAddressLock<T>(
    lane: 'converse' | 'speak',
    address: string,
    work: (store: Store) => Promise<T>,
  ): Promise<T | 'busy'>
}
