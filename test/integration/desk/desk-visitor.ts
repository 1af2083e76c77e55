import { visitor } from '../portal-shell/visitor.ts'
import type { Account } from './desk-house.ts'

/** A browser that takes the form token from the page it stands on. */
export function deskVisitor(url: string) {
  const browser = visitor(url)
  let token = ''
  const read = async (response: Response) => {
    const html = await response.text()
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token
    return { status: response.status, location: response.headers.get('location'), html }
  }
  const get = async (path: string) => read(await browser.ask(path))
  const send = async (path: string, form: Record<string, string | string[]>) => {
    const body = new URLSearchParams({ _csrf: token })
    for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
    return read(await browser.post(path, body))
  }
  const logIn = async (account: Account) => {
    await get('/can-bo/dang-nhap')
    await send('/can-bo/dang-nhap', { login: account.login, password: account.password })
    await get('/can-bo/dang-nhap/ma')
    return send('/can-bo/dang-nhap/ma', { code: account.code() })
  }
  return { get, send, logIn, ask: browser.ask, cookies: browser.cookies }
}
