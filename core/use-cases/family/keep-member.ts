import type { Claimant } from '../../domain/citizen/claimant.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type FamilyMember, isChild, MEMBER_DAYS, type MemberBasis, MOST_MEMBERS } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Account } from './account.ts'

const DAY = 86_400_000

export interface ProvedMember {
  personId: string
  basis: MemberBasis
  level: 1 | 2
  claimant: Claimant | null
  /** Proved by something that shows no child: a card, a code of the person's own. */
  asChild?: boolean
}

/** Takes a proved person into the account, or proves a member anew; never an eleventh (features A07). */
export async function keepMember(
  app: App,
  tx: Tx,
  account: Account,
  proved: ProvedMember,
): Promise<Outcome<{ memberId: string }>> {
  const at = app.now()
  // Two at once wait for each other, so that neither counts past the other.
  await tx.limits.take(`family|${account.phone}`, Number.MAX_SAFE_INTEGER, DAY)
  const known = await tx.families.lockOf(account.phone, proved.personId, at)
  if (!known && (await tx.families.ofPhone(account.phone, at)).length >= MOST_MEMBERS)
    return object('family_full', { most: MOST_MEMBERS })
  const asChild = proved.asChild ?? isChild(proved.claimant?.birthDate ?? '', dayInVietNam(at))
  const times = { provedAt: at, expiresAt: new Date(at.getTime() + MEMBER_DAYS * DAY) }
  const { personId, basis, claimant } = proved
  const level = known?.level === 2 ? 2 : proved.level
  const memberId = known?.id ?? app.newId()
  const fresh = { id: memberId, basis, level, claimant, ...times, asChild, askedAt: null }
  if (known) await tx.families.renew({ ...fresh, claimant: claimant ?? known.claimant, ...stillAsked(known, basis) })
  else await tx.families.add({ ...fresh, phone: account.phone, personId, endedAt: null, endedWhy: null })
  await tx.families.open(memberId, account.address)
  await noteFamily(tx, known ? 'family_renewed' : 'family_added', { memberId, personId, basis })
  return done({ memberId })
}

/** Only a paper seen at the counter answers the question put at 14 (docs/decisions/family). */
function stillAsked({ asChild, askedAt }: FamilyMember, basis: MemberBasis): Partial<FamilyMember> {
  return basis === 'counter' ? {} : { asChild, askedAt }
}

/** Every act on a membership stands in the record of who did what, without a value of anybody. */
export async function noteFamily(
  tx: Tx,
  action: string,
  { memberId, personId, ...detail }: { memberId: string; personId: string; [fact: string]: unknown },
  staffId: string | null = null,
): Promise<void> {
  const subject = { subjectKind: 'person', subjectId: personId }
  await tx.audit.write({ staffId, action, ...subject, detail: { memberId, ...detail } })
}
