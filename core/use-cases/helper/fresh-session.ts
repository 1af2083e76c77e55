import { HELPER_CONSENT } from '../../domain/helper/helping.ts'
import type { App } from '../../ports/app.ts'
import type { HelperConsent, HelperSession } from '../../ports/helper-desk.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { newSessionToken, tokenHash } from '../desk/log-in/session-token.ts'

/** The token is the browser's alone; its hash is stored. */
export interface Begun {
  token: string
}

type Agreed = { consent: HelperConsent; phone: string | null; citizenAddress?: string; slipNumber?: string }

/** A desk for one citizen, with an address that no other page can take: what is typed there is dropped with it. */
export async function freshSession(
  app: App,
  tx: Tx,
  { staffId, unitId }: Officer,
  { consent, phone, citizenAddress = undefined, slipNumber = undefined }: Agreed,
): Promise<{ token: string; session: HelperSession }> {
  const [id, token, at] = [app.newId(), newSessionToken(), app.now()]
  const session: HelperSession = {
    ...{ id, staffId, unitId, address: `helper|desk|${id}`, tokenHash: tokenHash(token) },
    ...{ consent, consentVersion: HELPER_CONSENT, phone },
    citizenAddress: citizenAddress ?? null,
    slipNumber: slipNumber ?? null,
    ...{ askedAt: at, begunAt: null, seenAt: at, endedAt: null, endedWhy: null, reportId: null, initials: null },
  }
  await tx.helperDesk.add(session)
  return { token, session }
}

/** Who helped when, and by which consent; never whom. */
export async function noteHelping(
  tx: Tx,
  action: string,
  staffId: string | null,
  sessionId: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.audit.write({ staffId, action, subjectKind: 'helper_session', subjectId: sessionId, detail })
}
