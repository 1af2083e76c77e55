import pg from 'pg'
import { expect, vi } from 'vitest'
import { createSecrets } from '../../platform/crypto/secrets.ts'
import type { FakeZalo } from '../support/fake-zalo.ts'
import { formBrowser } from '../support/form-browser.ts'

const USER = '3000000000000777005'

/** The Official Account as an administrator's consent leaves it: the pair sealed with this house's key. */
export async function connectZalo(databaseUrl: string, masterKey: Buffer, zalo: FakeZalo): Promise<string[]> {
  const secrets = createSecrets(masterKey)
  const tokens = zalo.issueTokens()
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    `insert into zalo_accounts (app_id, oa_id, state, access_token, refresh_token, access_until, connected_by, connected_at)
     select $1, $2, 'connected', $3, $4, now() + interval '1 day', id, now() from staff limit 1`,
    [zalo.appId, zalo.oaId, secrets.sealText(tokens.access_token), secrets.sealText(tokens.refresh_token)],
  )
  await client.end()
  return [tokens.access_token, tokens.refresh_token, zalo.appSecret, zalo.oaSecret, USER]
}

/** A look-up, a forged event, a dead token and a cut line, with the person's name in all of them. */
export async function talkOnZalo(zalo: FakeZalo, who: string): Promise<void> {
  const next = async (act: () => Promise<unknown>) => {
    const before = zalo.sent(USER).length
    await act()
    await vi.waitFor(() => expect(zalo.sent(USER).length).toBeGreaterThan(before), { timeout: 20_000 })
  }
  await next(() => zalo.say(USER, 'chào'))
  await next(() => zalo.say(USER, 'tra cuu'))
  await next(() => zalo.say(USER, who))
  zalo.faults.push(
    { endpoint: 'cs', kind: 'code', code: -201, times: 1 },
    { endpoint: 'cs', kind: 'cut_after', times: 1 },
  )
  await zalo.say(USER, who)
  await zalo.say(USER, who)
  await zalo.idle()
}

export async function talkOnTheWeb(url: string, who: string): Promise<void> {
  const browser = formBrowser(() => url)
  for (const words of ['tra cuu', who, 'gap can bo']) {
    const page = await browser.open('/tro-chuyen')
    await browser.send({ ...page, forms: page.forms.filter(({ multipart }) => multipart) }, { text: words })
  }
  expect((await browser.open('/tro-chuyen')).html).toContain('class="ours"')
}
