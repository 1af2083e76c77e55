import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import { leadersOf } from '../staff/leaders-of.ts'
import { tellStaff } from '../staff/tell-staff.ts'
import { TOLD } from './tell-deadlines.ts'

const DAY = 86_400_000

/** 07:30: what is new since yesterday, what is due today, what is late; the police hear of their lists only (features I11). */
export async function morningDigest(app: App): Promise<number> {
  const units = await app.store.transaction((tx) => tx.units.all())
  let told = 0
  for (const unit of units) told += await app.store.transaction((tx) => digestOf(app, tx, unit))
  return told
}

async function digestOf(app: App, tx: Tx, unit: Unit): Promise<number> {
  const now = app.now()
  const today = dayInVietNam(now)
  const officers = await tx.staffPosts.holders(unit.id, TOLD[unit.kind], today)
  if (officers.length === 0) return 0
  const day = { since: new Date(now.getTime() - DAY), until: new Date(`${today}T23:59:59.999+07:00`), now }
  const isPolice = unit.kind === 'police'
  const counts = isPolice ? await tx.staffNotices.listsAt(unit.id, day) : await tx.staffNotices.reportsAt(unit.id, day)
  if (counts.fresh + counts.dueToday + counts.late === 0) return 0
  const kind = isPolice ? 'police_digest' : 'digest'
  return tellStaff(app, tx, officers, { unitId: unit.id, kind, detail: { ...counts }, about: `${unit.id}|${today}` })
}

/** What an officer has not read for a day goes to whoever answers for the unit (features I11). */
export async function passOnUnread(app: App): Promise<number> {
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const late = await tx.staffNotices.passOn(new Date(now.getTime() - DAY), now)
    for (const { staffId, unitId, count } of late) {
      const login = (await tx.staff.get(staffId))?.login ?? ''
      const leaders = await leadersOf(app, tx, unitId, staffId)
      const about = `${staffId}|${now.toISOString()}`
      await tellStaff(app, tx, leaders, { unitId, kind: 'unread', detail: { login, count }, about })
    }
    return late.length
  })
}
