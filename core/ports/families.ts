import type { FamilyMember, MemberEnd } from '../domain/family/member.ts'

export interface HandOverCode {
  codeHash: Buffer
  memberId: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

/** The people behind one phone (features A07). A membership that ended or ran out is found by no question. */
export interface Families {
  /** Members of this phone that one of these addresses has shown to know, oldest first. */
  shownAt(phone: string, addresses: readonly string[], at: Date): Promise<FamilyMember[]>
  /** All of them, locked. Nobody is shown these: they are compared with what somebody types. */
  ofPhone(phone: string, at: Date): Promise<FamilyMember[]>
  /** The living membership of this person at this phone, locked. */
  lockOf(phone: string, personId: string, at: Date): Promise<FamilyMember | null>
  /** Locked until the transaction ends; null when it is no longer alive. */
  lock(id: string, at: Date): Promise<FamilyMember | null>
  add(member: FamilyMember): Promise<void>
  /** Proved again: a better basis, a later end. */
  renew(
    member: Pick<
      FamilyMember,
      'id' | 'basis' | 'level' | 'claimant' | 'asChild' | 'provedAt' | 'expiresAt' | 'askedAt'
    >,
  ): Promise<void>
  /** From now on this address sees the member. */
  open(memberId: string, address: string): Promise<void>
  /** Ends it, forgets who it was, and the proofs of this person at the addresses that saw it. */
  end(member: Pick<FamilyMember, 'id' | 'personId' | 'phone'>, why: MemberEnd, at: Date): Promise<void>
  doorsOf(memberId: string): Promise<string[]>

  keepCode(code: HandOverCode): Promise<void>
  /** A new code ends the older ones of the same member. */
  endCodesOf(memberId: string, at: Date): Promise<void>
  lockCode(codeHash: Buffer): Promise<HandOverCode | null>
  useCode(codeHash: Buffer, at: Date): Promise<void>

  /** Children of the list who were born on this day (YYYY-MM-DD) or before and have not been asked. */
  grownUp(bornUntil: string, at: Date, atMost: number): Promise<FamilyMember[]>
  asked(id: string, at: Date): Promise<void>
  /** Asked before this moment and still with the guardian. */
  askedBefore(moment: Date, atMost: number): Promise<FamilyMember[]>
  /** Their time ran out. */
  ranOut(at: Date, atMost: number): Promise<FamilyMember[]>
  /** Memberships that ended before this moment, with their doors and codes. */
  forget(endedBefore: Date): Promise<void>
}
