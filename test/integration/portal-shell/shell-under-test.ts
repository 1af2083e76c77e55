import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import { createPortal } from '../../../portal/app.ts'
import { originOf } from '../../../portal/middleware/origin-of.ts'
import { createRenderer } from '../../../templates/render.ts'
import { galleryStaff, galleryView } from './gallery-view.ts'

export type ShellUnderTest = { url: string; lines: object[]; close(): Promise<void> }

/** The real shell with the real layouts, and a few pages that only exist here. */
export async function openShell(
  settings: { publicUrl?: string; practice?: boolean; trustProxy?: number } = {},
): Promise<ShellUnderTest> {
  const root = templatesWithGallery()
  const lines: object[] = []
  const hear = (fields: object, message: string) => void lines.push({ ...fields, message })
  const portal = createPortal({
    render: createRenderer({ root }),
    log: { info: hear, warn: hear, error: hear },
    settings: { publicUrl: 'http://localhost:8080', practice: true, sessionSecret: 'only for tests', ...settings },
    routers: [{ path: '/', router: pagesOfThisTest() }],
  })
  const server = portal.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    lines,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(root, { recursive: true })
    },
  }
}

function templatesWithGallery(): string {
  const root = mkdtempSync(`${tmpdir()}/so-tiem-gallery-`)
  const from = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  for (const folder of ['layouts', 'partials', 'locales', 'pages/public']) {
    cpSync(from(`../../../templates/${folder}`), `${root}/${folder}`, { recursive: true })
  }
  mkdirSync(`${root}/pages/test`)
  cpSync(from('./gallery'), `${root}/pages/test`, { recursive: true })
  return root
}

function pagesOfThisTest(): Router {
  const router = Router()
  router.get('/gallery', (_req, res) => res.page('test/gallery', galleryView))
  router.get('/desk', (_req, res) => {
    res.locals.staffFrame = galleryStaff
    res.page('test/desk', galleryView)
  })
  let done = 0
  router.get('/job', (_req, res) => {
    const running = ++done < 3
    res.page('test/job', { heading: running ? 'Đang đọc' : 'Đã đọc xong', done, refresh: running ? 1 : null })
  })
  router.get('/token', (req, res) => void res.json({ token: req.csrfToken, session: req.sessionId }))
  router.get('/origin', (req, res) => void res.json({ origin: originOf(req) }))
  router.get('/fresh', (req, res) => {
    res.freshSession()
    res.json({ session: req.sessionId })
  })
  router.get('/breaks', () => {
    throw Object.assign(new Error('Nguyễn Văn Bí Mật could not be saved'), { code: 'ECONNREFUSED' })
  })
  router.post('/echo', (req, res) => {
    const files = req.files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length }))
    res.json({ form: req.form, files })
  })
  return router
}
