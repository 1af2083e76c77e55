import { startFakeZalo } from '../../support/fake-zalo.ts'

export const CITIZEN = '3000000000000000001'

interface Reply {
  status: number
  headers: Headers
  body: { error?: number; message?: string; data?: Record<string, unknown> } & Record<string, unknown>
}

/** A fake Zalo with a valid token and one citizen who has just written. */
export async function openZalo(options: Parameters<typeof startFakeZalo>[0] = {}) {
  const zalo = await startFakeZalo(options)
  const tokens = zalo.issueTokens()
  zalo.setLastInteraction(CITIZEN, zalo.clock.now())
  let token = tokens.access_token
  const read = async (answer: Response): Promise<Reply> => ({
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Reply['body'],
  })
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { access_token: token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(read)
  const get = (url: string) => fetch(url, { headers: { access_token: token } }).then(read)
  const cs = (message: object, userId = CITIZEN) =>
    post(`${zalo.apiRoot}/v3.0/oa/message/cs`, { recipient: { user_id: userId }, message })
  const upload = (kind: 'image' | 'gif' | 'file', bytes: Buffer, name: string, field = 'file') => {
    const form = new FormData()
    form.set(field, new Blob([new Uint8Array(bytes)]), name)
    const headers = { access_token: token }
    return fetch(`${zalo.apiRoot}/v2.0/oa/upload/${kind}`, { method: 'POST', headers, body: form }).then(read)
  }
  return {
    zalo,
    tokens,
    useToken: (given: string) => {
      token = given
    },
    post,
    get,
    cs,
    say: (text: string, userId = CITIZEN) => cs({ text }, userId),
    buttons: (buttons: object[], text = 'Chọn một mục:') =>
      cs({ text, attachment: { type: 'template', payload: { buttons } } }),
    media: (elements: object[]) =>
      cs({ attachment: { type: 'template', payload: { template_type: 'media', elements } } }),
    template: (body: object) => post(`${zalo.apiRoot}/v3.0/oa/message/template`, body),
    zns: (body: object) => post(`${zalo.businessRoot}/message/template`, body),
    upload,
  }
}
