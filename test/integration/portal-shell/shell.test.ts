import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShell, type ShellUnderTest } from './shell-under-test.ts'
import { visitor } from './visitor.ts'

let shell: ShellUnderTest
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

describe('what every page brings', () => {
  test('L12 web basics: nothing inline, nothing framed, nothing kept', async () => {
    const response = await visitor(shell.url).ask('/')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(response.headers.get('strict-transport-security')).toBeNull()
    expect(response.headers.get('x-powered-by')).toBeNull()
    const html = await response.text()
    expect(html).not.toMatch(/<style|style="|<script(?! src=)| on\w+="/)
  })

  test('A02 the home page with all it loads is below 60 KB', async () => {
    const { ask } = visitor(shell.url)
    const html = await (await ask('/')).text()
    const urls = [...new Set(html.match(/\/assets\/[^"]+/g))]
    const sizes = await Promise.all(urls.map(async (url) => (await (await ask(url)).arrayBuffer()).byteLength))
    expect(urls, 'style, script, mark and the icon of the installed portal').toHaveLength(4)
    expect(html.length + sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
  })

  test('an asset is kept for a year under the name of its content', async () => {
    const { ask } = visitor(shell.url)
    const url = (await (await ask('/')).text()).match(/\/assets\/portal\.[0-9a-f]{10}\.css/)?.[0] ?? ''
    const response = await ask(url)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toContain('text/css')
    expect(await response.text()).toContain('--brand')
    expect((await ask('/assets/portal.css')).status).toBe(404)
  })

  test('K08 in practice every page says so, a citizen’s and an officer’s; otherwise none', async () => {
    const serious = await openShell({ practice: false })
    for (const path of ['/', '/can-bo/dang-nhap']) {
      expect(await (await visitor(shell.url).ask(path)).text(), path).toContain('Bản thực hành')
      expect(await (await visitor(serious.url).ask(path)).text(), path).not.toContain('Bản thực hành')
    }
    await serious.close()
  })

  test('behind https the cookies are Secure and the site stays https', async () => {
    const behindProxy = await openShell({ publicUrl: 'https://so-tiem.example' })
    const response = await visitor(behindProxy.url).ask('/')
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect((await visitor(shell.url).ask('/')).headers.get('set-cookie')).not.toContain('Secure')
    await behindProxy.close()
  })
})

describe('language', () => {
  test('the portal speaks Vietnamese until asked otherwise, and remembers', async () => {
    const { ask } = visitor(shell.url)
    expect(await (await ask('/')).text()).toContain('<html lang="vi">')
    expect(await (await ask('/?lang=en')).text()).toContain('<html lang="en">')
    expect(await (await ask('/')).text()).toContain('See and correct')
    expect(await (await ask('/?lang=xx')).text()).toContain('<html lang="en">')
  })

  test('the switch keeps the question that was asked', async () => {
    const html = await (await visitor(shell.url).ask('/gallery?trang=3&lang=vi')).text()
    expect(html).toContain('href="?trang&#x3D;3&amp;lang&#x3D;en"')
  })
})

describe('when something is not there or breaks', () => {
  test('an unknown address gets a calm page', async () => {
    const response = await visitor(shell.url).ask('/khong-co')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Không tìm thấy trang')
  })

  test('a fault shows its request id and keeps its words to itself, also in the log', async () => {
    const response = await visitor(shell.url).ask('/breaks')
    const html = await response.text()
    const requestId = response.headers.get('x-request-id') ?? ''
    expect(response.status).toBe(500)
    expect(requestId).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    expect(html).toContain(requestId)
    expect(shell.lines.at(-1)).toMatchObject({ requestId, code: 'ECONNREFUSED' })
    for (const said of [html, JSON.stringify(shell.lines)]) expect(said).not.toContain('Bí Mật')
  })

  test('an address that cannot be read is the sender’s fault, not ours', async () => {
    const response = await visitor(shell.url).ask('/assets/%E0%A4%A')
    expect(response.status).toBe(400)
  })
})
