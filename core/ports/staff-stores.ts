import type { CommuneOpenings } from './commune-openings.ts'
import type { OpenWork } from './open-work.ts'
import type { Passkeys } from './passkeys.ts'
import type { ProvinceLogIns } from './province-log-in.ts'
import type { Staff } from './staff.ts'
import type { StaffNotices } from './staff-notices.ts'
import type { StaffPosts } from './staff-posts.ts'
import type { StaffRequests } from './staff-requests.ts'
import type { Training } from './training.ts'

/** Who works here, as what, how they log in, and what they are told. */
export interface StaffStores {
  staff: Staff
  provinceLogIns: ProvinceLogIns
  communeOpenings: CommuneOpenings
  openWork: OpenWork
  training: Training
  staffPosts: StaffPosts
  staffRequests: StaffRequests
  staffNotices: StaffNotices
  passkeys: Passkeys
}
