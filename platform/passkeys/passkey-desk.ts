import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { BrowserAnswer, Passkey, PasskeyDesk } from '../../core/ports/passkeys.ts'

const TIMEOUT_MS = 5 * 60_000

/** EdDSA, ES256, RS256 (COSE): what every passkey has; asked for by name, the library tries nothing experimental. */
const ALGORITHMS = [-8, -7, -257]

/** What of the browser's answer we read ourselves; the rest is the library's to check. */
const Answer = z.looseObject({ id: z.string(), response: z.looseObject({ clientDataJSON: z.string() }) })
const ClientData = z.looseObject({ challenge: z.string().min(16).max(200) })

/** Passkeys of this installation: they belong to the host people see, and the person must be verified by the device (features K03). */
export function createPasskeyDesk(publicUrl: string): PasskeyDesk {
  const { hostname: rpID, origin } = new URL(publicUrl)
  return {
    toAdd: async ({ staffId, login, fullName, known }) => {
      const options = await generateRegistrationOptions({
        rpName: 'Sổ Tiêm',
        rpID,
        userName: login,
        userDisplayName: fullName,
        userID: new Uint8Array(Buffer.from(staffId.replaceAll('-', ''), 'hex')),
        timeout: TIMEOUT_MS,
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      })
      return { challenge: options.challenge, options }
    },
    toProve: async (known) => {
      const options = await generateAuthenticationOptions({
        rpID,
        timeout: TIMEOUT_MS,
        allowCredentials: known.map(({ id, transports }) => ({ id, transports })),
        userVerification: 'required',
      })
      return { challenge: options.challenge, options }
    },
    challengeOf,
    added: (answer, challenge) => added(answer, challenge, { rpID, origin }),
    proved: (answer, challenge, passkey) => proved(answer, challenge, passkey, { rpID, origin }),
  }
}

interface Site {
  rpID: string
  origin: string
}

async function added(answer: BrowserAnswer, expectedChallenge: string, { rpID, origin }: Site) {
  const checked = await orNull(
    verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (!checked?.verified) return null
  const { id, publicKey, counter, transports } = checked.registrationInfo.credential
  return { id, publicKey: Buffer.from(publicKey), counter, transports: transports ?? [] }
}

async function proved(answer: BrowserAnswer, expectedChallenge: string, passkey: Passkey, { rpID, origin }: Site) {
  const checked = await orNull(
    verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: credentialOf(passkey),
    }),
  )
  return checked?.verified ? { counter: checked.authenticationInfo.newCounter } : null
}

function challengeOf(answer: BrowserAnswer): string | null {
  const read = Answer.safeParse(answer)
  if (!read.success) return null
  try {
    const told = JSON.parse(Buffer.from(read.data.response.clientDataJSON, 'base64url').toString('utf8'))
    return ClientData.safeParse(told).data?.challenge ?? null
  } catch {
    return null
  }
}

const credentialOf = ({ id, publicKey, counter, transports }: Passkey) => ({
  id,
  publicKey: new Uint8Array(publicKey),
  counter,
  transports,
})

/** The library throws where an answer does not hold: to us that is an answer that does not hold. */
async function orNull<T>(check: Promise<T>): Promise<T | null> {
  try {
    return await check
  } catch {
    return null
  }
}
