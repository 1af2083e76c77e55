import { setTimeout as wait } from 'node:timers/promises'

/** A page as somebody without JavaScript has it before them. */
export interface Page {
  url: string
  status: number
  html: string
  forms: Form[]
}

interface Form {
  action: string
  multipart: boolean
  /** What the form sends when nothing is touched. */
  fields: [string, string][]
  buttons: { name: string; value: string; label: string }[]
  html: string
}

export interface FilePart {
  fileName: string
  type: string
  bytes: Uint8Array
}

type Filling = Record<string, string | string[] | FilePart>

/** A browser without JavaScript and pictures: cookies, redirects, forms. Insists while the house is being restarted. */
export function formBrowser(base: () => string, patienceMs = 60_000) {
  const cookies = new Map<string, string>()

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const until = Date.now() + patienceMs
    for (;;) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) }
      const url = new URL(path, base())
      const answer = await fetch(url, {
        redirect: 'manual',
        ...init,
        headers,
        signal: AbortSignal.timeout(20_000),
      }).catch(() => null)
      if (answer && answer.status < 500) {
        for (const line of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
          cookies.set(name, value)
        }
        return answer
      }
      if (Date.now() > until) throw new Error(`Nobody answered ${url.pathname}: ${answer?.status ?? 'no connection'}`)
      await wait(150)
    }
  }

  const open = async (path: string, init: RequestInit = {}): Promise<Page> => {
    let answer = await ask(path, init)
    let at = path
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 10; hops += 1) {
      await answer.arrayBuffer().catch(() => undefined)
      at = new URL(answer.headers.get('location') ?? '/', new URL(at, base())).href.slice(base().length)
      answer = await ask(at)
    }
    const html = await answer.text()
    return { url: at, status: answer.status, html, forms: formsIn(html, at) }
  }

  /** Fills the first form that has all these fields (and this button) and presses it. */
  const send = async (page: Page, filling: Filling, button?: string): Promise<Page> => {
    const form = page.forms.find((one) => fits(one, filling, button))
    if (!form)
      throw new Error(
        `No form on ${page.url} (${page.status}) takes ${Object.keys(filling).join(', ')} ${button ?? ''}`,
      )
    return open(form.action, { method: 'POST', ...bodyOf(form, filling, button) })
  }

  const download = async (path: string): Promise<Buffer> => Buffer.from(await (await ask(path)).arrayBuffer())
  return { open, send, download, ask, cookies }
}

export type FormBrowser = ReturnType<typeof formBrowser>

function fits(form: Form, filling: Filling, button?: string): boolean {
  const names = new Set([...form.html.matchAll(/\sname="([^"]*)"/g)].map((match) => match[1]))
  const hasButton =
    !button || form.buttons.some((one) => one.value === button || one.label.includes(button) || one.name === button)
  return hasButton && Object.keys(filling).every((name) => names.has(name))
}

function bodyOf(form: Form, filling: Filling, button?: string): RequestInit {
  const pairs: [string, string | FilePart][] = form.fields.filter(([name]) => !(name in filling))
  for (const [name, value] of Object.entries(filling)) for (const one of [value].flat()) pairs.push([name, one])
  const pressed =
    form.buttons.find((one) => button && (one.value === button || one.label.includes(button) || one.name === button)) ??
    form.buttons[0]
  if (pressed?.name) pairs.push([pressed.name, pressed.value])
  if (!form.multipart) return { body: new URLSearchParams(pairs as [string, string][]) }
  const body = new FormData()
  for (const [name, value] of pairs) {
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, new Blob([value.bytes as Uint8Array<ArrayBuffer>], { type: value.type }), value.fileName)
  }
  return { body }
}

function formsIn(html: string, at: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => ({
    action: attribute(head, 'action') ?? at,
    multipart: attribute(head, 'enctype') === 'multipart/form-data',
    fields: [...inputsIn(inside), ...textareasIn(inside), ...selectsIn(inside)],
    buttons: [...inside.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([, tag = '', label = '']) => ({
      name: attribute(tag, 'name') ?? '',
      value: attribute(tag, 'value') ?? '',
      label: plain(label),
    })),
    html: inside,
  }))
}

function inputsIn(html: string): [string, string][] {
  return [...html.matchAll(/<input\b([^>]*)>/g)].flatMap(([, tag = '']) => {
    const [type, name, value] = [attribute(tag, 'type') ?? 'text', attribute(tag, 'name'), attribute(tag, 'value')]
    if (!name || type === 'file' || ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag))) return []
    return [[name, value ?? (type === 'checkbox' ? 'on' : '')] as [string, string]]
  })
}

function textareasIn(html: string): [string, string][] {
  return [...html.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/g)].map(([, tag = '', text = '']) => [
    attribute(tag, 'name') ?? '',
    plain(text),
  ])
}

function selectsIn(html: string): [string, string][] {
  return [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(([, tag = '', options = '']) => {
    const chosen = /<option\b([^>]*\sselected[^>]*)>/.exec(options)?.[1]
    return [attribute(tag, 'name') ?? '', (chosen && attribute(chosen, 'value')) ?? '']
  })
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${tag}`)?.[1]
  return found === undefined ? null : decode(found)
}

/** The text a person reads, without tags. */
export function plain(html: string): string {
  return decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x60;', '`')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
