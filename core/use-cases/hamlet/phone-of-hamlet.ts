import { randomBytes } from 'node:crypto'
import { MOST_WRONG_PINS } from '../../domain/hamlet/link-rules.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { HamletLink } from '../../ports/hamlet-links.ts'
import type { HamletList, HamletRow } from '../../ports/hamlet-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { secretHash } from './hamlet-link.ts'
import { type HamletWords, type HandedIn, type RowAnswer, takeHamletAnswers } from './take-hamlet-answers.ts'

export interface PhoneView {
  list: HamletList
  unitName: string
  /** Only what still has no answer: what was handed in is not shown again. */
  rows: HamletRow[]
  total: number
  expiresAt: Date
}

/** Ended, late and unknown links are all the same nothing. */
export async function isHamletLinkOpen(app: App, token: string): Promise<boolean> {
  return app.store.transaction(async (tx) => (await livingLink(app, tx, token)) !== null)
}

/** The right PIN opens the list on this phone until the link ends; the fifth wrong one ends the link (features E13, L07). */
export async function openByPin(
  app: App,
  { token, pin }: { token: string; pin: string },
): Promise<Outcome<{ key: string; expiresAt: Date }>> {
  const link = await app.store.transaction((tx) => livingLink(app, tx, token))
  if (!link) return object('hamlet_link_over')
  const fits = await app.secrets.passwordFits(pin, link.pinHash)
  return app.store.transaction(async (tx) => {
    // Counted under the lock: five tries at the same moment are five tries.
    const again = await livingLink(app, tx, token)
    if (!again) return object('hamlet_link_over')
    if (fits) return done(await letIn(app, tx, again))
    await tx.hamletLinks.countWrongPin(again.id)
    const left = MOST_WRONG_PINS - again.wrongPins - 1
    if (left === 0) await tx.hamletLinks.end(again.listId, app.now())
    const action = left === 0 ? 'hamlet_link_locked' : 'wrong_hamlet_pin'
    await tx.audit.write({ staffId: null, action, subjectKind: 'hamlet_list', subjectId: again.listId })
    return left === 0 ? object('hamlet_link_over') : object('hamlet_pin_wrong', { left })
  })
}

async function letIn(app: App, tx: Tx, link: HamletLink): Promise<{ key: string; expiresAt: Date }> {
  const key = randomBytes(16).toString('base64url')
  await tx.hamletLinks.keepPhone({ tokenHash: secretHash(key), linkId: link.id, at: app.now() })
  await tx.audit.write({
    staffId: null,
    action: 'open_hamlet_link',
    subjectKind: 'hamlet_list',
    subjectId: link.listId,
  })
  return { key, expiresAt: link.expiresAt }
}

/** What a phone on which the PIN was right may see: one list, its open rows. Null: ask for the PIN. */
export async function listOnPhone(app: App, { token, key }: { token: string; key: string }): Promise<PhoneView | null> {
  return app.store.transaction(async (tx) => {
    const link = await linkOfPhone(app, tx, token, key)
    const list = link && (await tx.hamletLists.get(link.listId))
    if (!link || !list) return null
    const rows = await tx.hamletLists.rowsOf(list.id)
    const unitName = (await tx.units.get(list.unitId))?.name ?? ''
    return { list, unitName, rows: rows.filter((row) => row.open), total: rows.length, expiresAt: link.expiresAt }
  })
}

/** Some rows now, the rest later; sent twice, a row is taken once. Null: ask for the PIN. */
export async function handInByPhone(
  app: App,
  { token, key, answers, words }: { token: string; key: string; answers: readonly RowAnswer[]; words: HamletWords },
): Promise<HandedIn | null> {
  return app.store.transaction(async (tx) => {
    const link = await linkOfPhone(app, tx, token, key)
    const list = link && (await tx.hamletLists.get(link.listId))
    if (!link || !list) return null
    const result = await takeHamletAnswers(app, tx, { list, answers, hand: { linkId: link.id }, words })
    const detail = { taken: result.taken.length, known: result.known.length, differing: result.differing.length }
    await tx.audit.write({
      staffId: null,
      action: 'hand_in_hamlet_answers',
      subjectKind: 'hamlet_list',
      subjectId: list.id,
      detail,
    })
    return result
  })
}

async function linkOfPhone(app: App, tx: Tx, token: string, key: string): Promise<HamletLink | null> {
  const link = await livingLink(app, tx, token)
  return link && (await tx.hamletLinks.isPhoneOf(secretHash(key), link.id)) ? link : null
}

async function livingLink(app: App, tx: Tx, token: string): Promise<HamletLink | null> {
  const link = await tx.hamletLinks.lock(secretHash(token))
  return link && link.endedAt === null && link.expiresAt > app.now() ? link : null
}
