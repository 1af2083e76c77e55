import type { StaffRole } from '../domain/role.ts'
import type { StaffPost } from '../domain/staff-account/staff-post.ts'

export interface NewPost {
  staffId: string
  kind: StaffPost['kind']
  role: StaffRole
  unitId: string
  from: string | null
  until: string | null
  givenBy: string | null
}

/** An account as the page of its leaders shows it. */
export interface StaffLine {
  staffId: string
  login: string
  fullName: string
  role: StaffRole
  unitId: string
  unitName: string
  from: string | null
  until: string | null
  kind: StaffPost['kind']
  lastSeenAt: Date | null
  createdAt: Date
  closedAt: Date | null
  closedWhy: 'left' | 'idle' | null
  mustEnrolFactor: boolean
  /** One leader alone opened it and nobody else has confirmed it (features K02). */
  waitsForAnother: boolean
  passkeys: number
}

/** Who works where, from when until when (features K02). */
export interface StaffPosts {
  of(staffId: string): Promise<StaffPost[]>
  add(post: NewPost): Promise<string>
  /** The last day of a post; a day before its first means it never was. */
  end(postId: string, until: string): Promise<void>
  /** A post that nobody ever had: a new account comes with one until its leader has given it another. */
  remove(postId: string): Promise<void>
  /** Everybody with a post at these units that has not ended before this day; closed accounts of the last 30 days too. */
  at(unitIds: readonly string[], today: string): Promise<StaffLine[]>
  /** Open accounts whose post is in force at this unit today, in one of these roles. */
  holders(unitId: string, roles: readonly StaffRole[], today: string): Promise<string[]>
  /** Writes role and unit of today's home into the account, for whoever asks the account itself; answers how many changed. */
  moveHomes(today: string): Promise<number>
}
