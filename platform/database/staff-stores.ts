import type { Db } from './database.ts'
import { communeOpeningsStore } from './stores/commune-openings-store.ts'
import { openWorkStore } from './stores/open-work-store.ts'
import { passkeysStore } from './stores/passkeys-store.ts'
import { provinceLogInsStore } from './stores/province-log-ins-store.ts'
import { staffNoticesStore } from './stores/staff-notices-store.ts'
import { staffPostsStore } from './stores/staff-posts-store.ts'
import { staffRequestsStore } from './stores/staff-requests-store.ts'
import { staffStore } from './stores/staff-store.ts'
import { trainingStore } from './stores/training-store.ts'

/** Who works here, as what, and what they are told. */
export function staffStores(db: Db) {
  return {
    staff: staffStore(db),
    provinceLogIns: provinceLogInsStore(db),
    communeOpenings: communeOpeningsStore(db),
    openWork: openWorkStore(db),
    training: trainingStore(db),
    staffPosts: staffPostsStore(db),
    staffRequests: staffRequestsStore(db),
    staffNotices: staffNoticesStore(db),
    passkeys: passkeysStore(db),
  }
}
