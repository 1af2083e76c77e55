import type { StaffRole } from '../role.ts'

/** Where somebody works in which role, from when until when (features K02). Days are YYYY-MM-DD in Viet Nam, both included. */
export interface StaffPost {
  postId: string
  kind: 'home' | 'loan'
  role: StaffRole
  unitId: string
  unitName: string
  /** Null: since the account exists. */
  from: string | null
  /** Null: without an end. */
  until: string | null
}

type Days = Pick<StaffPost, 'from' | 'until'>

export function isInForce({ from, until }: Days, today: string): boolean {
  return (from === null || from <= today) && (until === null || today <= until)
}

/** What an officer may work as today: the home first. */
export function postsToday(posts: readonly StaffPost[], today: string): StaffPost[] {
  const now = posts.filter((post) => isInForce(post, today))
  return [...now.filter(({ kind }) => kind === 'home'), ...now.filter(({ kind }) => kind === 'loan')]
}

/** Longest loan: a borrowed officer goes home again (features E19). */
export const MAX_LOAN_DAYS = 92
