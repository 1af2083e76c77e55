import type { Db } from './database.ts'
import { auditSearchStore } from './stores/audit-search-store.ts'
import { auditStore } from './stores/audit-store.ts'
import { chainStore } from './stores/chain-store.ts'
import { householdStore } from './stores/household-store.ts'
import { personalDataStore } from './stores/personal-data-store.ts'
import { photoProofsStore } from './stores/photo-proofs-store.ts'
import { rightsStore } from './stores/rights-store.ts'

/** What a person may ask about their own data, and what shows that the house kept its word. */
export function rightsStores(db: Db, now: () => Date) {
  return {
    audit: auditStore(db, now),
    auditChain: chainStore(db),
    auditSearch: auditSearchStore(db),
    rights: rightsStore(db),
    household: householdStore(db),
    photoProofs: photoProofsStore(db),
    personalData: personalDataStore(db),
  }
}
