import { channelOf, smsTo } from '../../domain/contact/address.ts'
import { nearEnd } from '../../domain/passport/renewal.ts'
import type { PhoneE164 } from '../../domain/person/phone.ts'
import type { App } from '../../ports/app.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Tx } from '../../ports/store.ts'

const AT_ONCE = 200

/** Timetable: holders are told once, 30 days before the end; the message names nobody and no dose (features H04, I06). */
export async function remindPassports(app: App): Promise<number> {
  let told = 0
  for (;;) {
    const ending = await app.store.transaction((tx) => tx.passports.ending(nearEnd(app.now()), AT_ONCE))
    for (const personId of ending) if (await app.store.transaction((tx) => tell(app, tx, personId))) told += 1
    if (ending.length < AT_ONCE) return told
  }
}

/** Marked even where no way leads to the person: their page says it all the same. */
async function tell(app: App, tx: Tx, personId: string): Promise<boolean> {
  const [newest] = await tx.passports.ofPerson(personId)
  if (!newest || !(await tx.passports.markReminded(personId, app.now()))) return false
  const way = await wayTo(tx, personId)
  if (!way) return false
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `passport-ending|${newest.id}|${way.address}`,
    channel: channelOf(way.address) as Channel,
    address: way.address,
    purpose: 'notification',
    content: {
      kind: 'notice',
      templateKey: 'passport-ending',
      locale: way.locale,
      params: { code: '', link: `${app.settings.publicUrl}/ho-chieu` },
    },
  })
  return true
}

/** The way of their latest report, as they chose it; else the recorded phone, unless its holder does not know them (A08). */
async function wayTo(tx: Tx, personId: string): Promise<{ address: string; locale: 'vi' | 'en' } | null> {
  const reports = (await tx.reports.ofPerson(personId)).toSorted((a, b) => Number(b.recordedAt) - Number(a.recordedAt))
  for (const { address, phone, locale } of reports) {
    if (address && !address.startsWith('web|')) return { address: await tx.contacts.preferredOf(address), locale }
    if (phone) return { address: smsTo(phone), locale }
  }
  const record = await tx.records.get(personId)
  if (!record?.phone || (await tx.unknownPeople.disownedPhone(personId))) return null
  return { address: smsTo(record.phone as PhoneE164), locale: 'vi' }
}
