import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type FamilyMember, HAND_OVER_DAYS, isChild, MOST_MEMBERS } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readFullName } from '../../domain/person/full-name.ts'
import { maskName } from '../../domain/person/mask.ts'
import type { ReportState } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { type Account, accountAt } from './account.ts'

export interface MemberLine {
  id: string
  /** As proved; initials where only the counter knows it. */
  name: string
  isChild: boolean
  provedUntil: Date
  /** Asked to take over at 14: the guardian's place ends then. */
  leavesAt: Date | null
}

export interface Family {
  members: MemberLine[]
  /** How many more may come. */
  room: number
  /** Birth papers the station has not accepted: the name as the sender typed it. */
  papers: { name: string; state: 'waiting' | 'refused'; sentAt: Date }[]
  /** Cases of people this phone does not know (features A08): code and state, no name. */
  unknown: { code: string; state: ReportState }[]
}

/** The people behind the phone this address holds. */
export async function listFamily(app: App, { address }: { address: string }): Promise<Outcome<Family>> {
  return app.store.transaction(async (tx) => {
    const account = await accountAt(app, tx, address)
    if (!account) return object('not_proved')
    const { phone, addresses } = account
    const members = await tx.families.shownAt(phone, addresses, app.now())
    const unknown = await tx.unknownPeople.casesOf(phone)
    return done({
      members: await Promise.all(members.map((member) => lineOf(app, tx, member))),
      room: Math.max(0, MOST_MEMBERS - (await tx.families.ofPhone(phone, app.now())).length),
      papers: await papersOf(tx, account),
      unknown: unknown.map(({ code, state }) => ({ code, state })),
    })
  })
}

async function lineOf(app: App, tx: Tx, member: FamilyMember): Promise<MemberLine> {
  const { id, claimant, askedAt, expiresAt } = member
  return {
    id,
    name: await shownName(tx, member),
    isChild: isChild(claimant?.birthDate ?? '', dayInVietNam(app.now())),
    provedUntil: expiresAt,
    leavesAt: askedAt && new Date(askedAt.getTime() + HAND_OVER_DAYS * 86_400_000),
  }
}

/** As proved; of a person whose paper only the counter has seen, the initials. */
export async function shownName(tx: Tx, { personId, claimant }: FamilyMember): Promise<string> {
  if (claimant) return claimant.fullName
  const name = readFullName((await tx.records.get(personId))?.fullName ?? '')
  return name ? maskName(name) : '•••'
}

async function papersOf(tx: Tx, { phone, addresses }: Account): Promise<Family['papers']> {
  const sent = await tx.birthPapers.sentFrom(phone, addresses)
  return sent.flatMap(({ claimant, state, sentAt }) =>
    state === 'accepted' ? [] : [{ name: claimant.fullName, state, sentAt }],
  )
}
