import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { channelOf, smsTo } from '../../domain/contact/address.ts'
import { type FamilyMember, HAND_OVER_DAYS, lastBirthDateOfGrownUps } from '../../domain/family/member.ts'
import type { App } from '../../ports/app.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Tx } from '../../ports/store.ts'
import { noteFamily } from './keep-member.ts'

const DAY = 86_400_000
const AT_ONCE = 200

/**
 * Children who have turned 14 are asked, once, to take over; 30 days later the guardian's place ends by itself, and a
 * membership of 12 months ends too (docs/decisions/family). May run twice, late, or in two processes at once.
 */
export async function handOverAtFourteen(app: App): Promise<{ asked: number; ended: number }> {
  const grownUp = lastBirthDateOfGrownUps(dayInVietNam(app.now()))
  const asked = await one(app, (tx) => tx.families.grownUp(grownUp, app.now(), AT_ONCE), ask)
  const moment = new Date(app.now().getTime() - HAND_OVER_DAYS * DAY)
  const left = await one(app, (tx) => tx.families.askedBefore(moment, AT_ONCE), endAs('grown_up'))
  const ranOut = await one(app, (tx) => tx.families.ranOut(app.now(), AT_ONCE), endAs('expired'))
  return { asked, ended: left + ranOut }
}

type Work = (app: App, tx: Tx, member: FamilyMember) => Promise<void>

/** Each in a transaction of its own: one that fails leaves the others. */
async function one(app: App, find: (tx: Tx) => Promise<FamilyMember[]>, work: Work): Promise<number> {
  const found = await app.store.transaction(find)
  for (const member of found) await app.store.transaction((tx) => work(app, tx, member))
  return found.length
}

/** The child has no way of its own yet, so the guardian is told; the message names nobody (features I06). */
async function ask(app: App, tx: Tx, member: FamilyMember): Promise<void> {
  const living = await tx.families.lock(member.id, app.now())
  if (!living || living.askedAt) return
  await tx.families.asked(member.id, app.now())
  const address = await wayToGuardian(tx, member)
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `f14|${member.id}|${address}`,
    channel: channelOf(address) as Channel,
    address,
    purpose: 'notification',
    content: {
      kind: 'notice',
      templateKey: 'family-fourteen',
      locale: 'vi',
      params: { code: '', link: `${app.settings.publicUrl}/gia-dinh` },
    },
  })
  await noteFamily(tx, 'asked_to_take_over', { memberId: member.id, personId: member.personId })
}

async function wayToGuardian(tx: Tx, { id, phone }: FamilyMember): Promise<string> {
  const chat = (await tx.families.doorsOf(id)).find((door) => !door.startsWith('web|'))
  return chat ? tx.contacts.preferredOf(chat) : smsTo(phone)
}

function endAs(why: 'grown_up' | 'expired'): Work {
  return async (app, tx, member) => {
    await tx.families.end(member, why, app.now())
    await noteFamily(tx, 'family_ended', { memberId: member.id, personId: member.personId, why })
  }
}
