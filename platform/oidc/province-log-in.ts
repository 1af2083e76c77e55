import * as oidc from 'openid-client'
import { z } from 'zod'
import type { ProvinceLogIn, ProvinceWho } from '../../core/ports/province-log-in.ts'

export interface ProvinceOptions {
  issuer: string
  clientId: string
  clientSecret: string
  publicUrl: string
  /** Values of `amr` that count as a second factor; none: ours is asked. */
  factorAmr: readonly string[]
  factorAcr: readonly string[]
  /** The claim that is a login here; null: only subjects that were registered before. */
  loginClaim: string | null
}

const TIMEOUT_SECONDS = 10
const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  amr: z.array(z.string()).optional(),
  acr: z.string().optional(),
})

/** The province's OpenID Connect issuer, looked up when somebody first wants in: a start never waits for it (features K03). */
export function provinceLogIn(options: ProvinceOptions): ProvinceLogIn {
  let known: Promise<oidc.Configuration> | null = null
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover(options).catch((fault) => {
      known = null
      throw fault
    })
    return known
  }
  return {
    origin: new URL(options.issuer).origin,
    begin: async (returnTo) => {
      const config = await configuration().catch(() => null)
      if (!config) return null
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, attempt }
    },
    finish: async (here, attempt) => {
      try {
        const tokens = await oidc.authorizationCodeGrant(await configuration(), here, {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        })
        return whoIn(tokens.claims(), options)
      } catch (fault) {
        return isSilence(fault) ? 'unreachable' : 'refused'
      }
    },
    logOutUrl: async () => {
      const config = await configuration().catch(() => null)
      if (!config?.serverMetadata().end_session_endpoint) return null
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${options.publicUrl}/can-bo/dang-nhap` }).href
    },
  }
}

function discover({ issuer, clientId, clientSecret }: ProvinceOptions): Promise<oidc.Configuration> {
  const plain = new URL(issuer).protocol === 'http:'
  const execute = plain ? [oidc.allowInsecureRequests] : []
  return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS })
}

function whoIn(claims: unknown, { factorAmr, factorAcr, loginClaim }: ProvinceOptions): ProvinceWho | 'refused' {
  const read = Claims.safeParse(claims)
  if (!read.success) return 'refused'
  const { sub, amr = [], acr } = read.data
  const named = loginClaim ? read.data[loginClaim] : null
  const unproved = loginClaim === 'email' && read.data.email_verified !== true
  return {
    subject: sub,
    login: typeof named === 'string' && !unproved ? named : null,
    hasSecondFactor: amr.some((one) => factorAmr.includes(one)) || (acr !== undefined && factorAcr.includes(acr)),
  }
}

/** The network's silence, told apart from the issuer's no. */
function isSilence(fault: unknown): boolean {
  const { name, code, cause } = fault as { name?: string; code?: string; cause?: { code?: string } }
  return (
    name === 'TimeoutError' || code === 'OAUTH_TIMEOUT' || (fault instanceof TypeError && cause?.code !== undefined)
  )
}
