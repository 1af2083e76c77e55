import type { Audit } from './audit.ts'
import type { Campaigns } from './campaigns.ts'
import type { Citizens } from './citizens.ts'
import type { Conversations } from './conversations.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Deadlines } from './deadlines.ts'
import type { Deliveries } from './deliveries.ts'
import type { Drafts } from './drafts.ts'
import type { ApprovedChanges, Exports, ResultImports } from './exchange.ts'
import type { Expired } from './expired.ts'
import type { History } from './history.ts'
import type { IdentityCases } from './identity-cases.ts'
import type { Imports } from './imports.ts'
import type { Inbox } from './inbox.ts'
import type { Limits } from './limits.ts'
import type { MessageBox } from './message-box.ts'
import type { Outbox } from './outbox.ts'
import type { StoredPassports } from './passports.ts'
import type { PhotoLinks } from './photo-links.ts'
import type { Photos } from './photos.ts'
import type { PoliceLists } from './police-lists.ts'
import type { Promises } from './promises.ts'
import type { Records } from './records.ts'
import type { Reports } from './reports.ts'
import type { SecondLooks } from './second-looks.ts'
import type { SignedRecords } from './signing.ts'
import type { Staff } from './staff.ts'
import type { Tasks } from './tasks.ts'
import type { Units } from './units.ts'
import type { Uploads } from './uploads.ts'
import type { VitalSigns } from './vital-signs.ts'
import type { WorkList } from './work-list.ts'

/** Everything one transaction can reach. Each member is one port; its SQL stands in platform/database/stores. */
export interface Tx {
  conversations: Conversations
  deliveries: Deliveries
  inbox: Inbox
  messageBox: MessageBox
  uploads: Uploads
  units: Units
  citizens: Citizens
  drafts: Drafts
  limits: Limits
  photos: Photos
  identityCases: IdentityCases
  policeLists: PoliceLists
  approvedChanges: ApprovedChanges
  exports: Exports
  resultImports: ResultImports
  signedRecords: SignedRecords
  passports: StoredPassports
  records: Records
  reports: Reports
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
  campaigns: Campaigns
  photoLinks: PhotoLinks
  workList: WorkList
  secondLooks: SecondLooks
  staff: Staff
}

/** What a transaction of the police can reach: identity, never doses, people or reports (features F04). */
export type PoliceTx = Pick<Tx, 'policeLists' | 'history' | 'units' | 'audit'>

export interface Store {
  /** One transaction: all of `work` or nothing. Nothing inside waits for the network. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
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
