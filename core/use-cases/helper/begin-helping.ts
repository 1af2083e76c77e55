import { provedPhone } from '../../domain/citizen/assurance.ts'
import { readSpokenCode } from '../../domain/family/hand-over-code.ts'
import { readSlipNumber } from '../../domain/helper/helping.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readPhone } from '../../domain/person/phone.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { confirmCode, provePhoneIn } from '../citizen/confirm-code.ts'
import { requestCode } from '../citizen/request-code.ts'
import { helperBudgets } from '../limits/budgets.ts'
import { spokenCodeHash } from '../limits/spoken-code-hash.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { type Begun, freshSession, noteHelping } from './fresh-session.ts'
import { helpingSession } from './helping-session.ts'

/** Asks the citizen, by an SMS whose words say what it is for; nothing begins before they read the code out (features A09). */
export async function askCitizen(
  app: App,
  { officer, phone, locale }: { officer: Officer; phone: string; locale: 'vi' | 'en' },
): Promise<Outcome<Begun & { phoneMasked: string }>> {
  const read = readPhone(phone)
  if (!read) return object('phone_invalid')
  const opened = await app.store.transaction(async (tx) => {
    const allowed = await mayBegin(tx, officer)
    return allowed.ok ? done(await freshSession(app, tx, officer, { consent: 'sms', phone: read })) : allowed
  })
  if (!opened.ok) return opened
  const { token, session } = opened.value
  const sent = await requestCode(app, { phone: read, purpose: 'helper', address: session.address, locale })
  return sent.ok ? done({ token, phoneMasked: sent.value.phoneMasked }) : sent
}

/** The citizen read the code out: they agree, once, to this helper. */
export async function confirmCitizen(
  app: App,
  { officer, token, code }: { officer: Officer; token: string; code: string },
): Promise<Outcome<null>> {
  const session = await helpingSession(app, { staffId: officer.staffId, token })
  if (!session?.phone || session.begunAt) return object('helping_ended')
  const { id, address, phone } = session
  const confirmed = await confirmCode(app, { phone, purpose: 'helper', code, address })
  if (!confirmed.ok) return confirmed
  await app.store.transaction(async (tx) => {
    await tx.helperDesk.begin(id, app.now())
    await noteHelping(tx, 'helping_begun', officer.staffId, id, { consent: 'sms' })
  })
  return done(null)
}

/** By the code of "Cho người khác giúp tôi" in the citizen's own chat. */
export async function beginByChat(
  app: App,
  { officer, code }: { officer: Officer; code: string },
): Promise<Outcome<Begun>> {
  return app.store.transaction(async (tx) => {
    const allowed = await mayBegin(tx, officer)
    if (!allowed.ok) return allowed
    const given = await chatOf(app, tx, code)
    if (!given) return object('help_code_wrong')
    const phone = provedPhone(await tx.citizens.proofsOf(given, app.now()))
    const begun = await freshSession(app, tx, officer, { consent: 'chat', phone, citizenAddress: given })
    const { id, address } = begun.session
    const own = phone ? readPhone(phone) : null
    if (own) await provePhoneIn(app, tx, own, address)
    await tx.helperDesk.begin(id, app.now())
    await noteHelping(tx, 'helping_begun', officer.staffId, id, { consent: 'chat' })
    return done({ token: begun.token })
  })
}

async function chatOf(app: App, tx: Tx, code: string): Promise<string | null> {
  const typed = readSpokenCode(code)
  const kept = typed ? await tx.helperDesk.lockCode(spokenCodeHash('help', typed)) : null
  if (!kept || kept.usedAt || kept.expiresAt <= app.now()) return null
  await tx.helperDesk.useCode(kept.codeHash, app.now())
  return kept.address
}

/** By a signed slip of somebody without a phone, which the station has written down; each slip serves once. */
export async function beginBySlip(
  app: App,
  { officer, number }: { officer: Officer; number: string },
): Promise<Outcome<Begun>> {
  return app.store.transaction(async (tx) => {
    const allowed = await mayBegin(tx, officer)
    if (!allowed.ok) return allowed
    const slipNumber = readSlipNumber(number)
    const used = slipNumber !== null && (await tx.helperDesk.useSlip(officer.unitId, slipNumber, app.now()))
    if (!used) return object('slip_unknown')
    const { token, session } = await freshSession(app, tx, officer, { consent: 'paper', phone: null, slipNumber })
    await tx.helperDesk.begin(session.id, app.now())
    await noteHelping(tx, 'helping_begun', officer.staffId, session.id, { consent: 'paper', slipNumber })
    return done({ token })
  })
}

async function mayBegin(tx: Tx, officer: Officer): Promise<Outcome<null>> {
  if (!may(officer, 'help_citizens')) return object('not_your_role')
  return takeTurns(tx, helperBudgets(officer.staffId))
}
