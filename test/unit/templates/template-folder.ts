import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Frame } from '../../../templates/render.ts'

/** A templates folder with just these files, gone after the test. */
export function templateFolder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'so-tiem-templates-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'locales'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

export const greeting = {
  'locales/hello.vi.json': '{ "hello": { "title": "Xin chào {name}", "state": { "late": "Quá hạn" } } }',
  'locales/hello.en.json': '{ "hello": { "title": "Hello {name}", "state": { "late": "Overdue" } } }',
}

export const bareFrame: Frame = {
  path: '/',
  csrfToken: 'token',
  practice: true,
  requestId: 'AAAA-BBBB',
  paths: { public: { home: '/' } },
  assets: {},
  menu: [],
  languages: [],
  voice: '/am-thanh',
  pack: null,
  staff: null,
}
