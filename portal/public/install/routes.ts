import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Router } from 'express'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'

type Urls = Readonly<Record<string, string>>

/** Pages that are the same for everybody: the service worker may show them again without a network. */
const OPEN_PAGES = [
  paths.public.home,
  paths.public.help,
  paths.public.privacy,
  paths.public.offline,
  paths.public.verify,
]

/** What a phone needs to install the portal: the manifest, and the service worker of this build. No cookie is read or set. */
export function installRoutes(urls: Urls, render: Pick<Renderer, 'sentence'>): Router {
  const worker = workerOf(urls)
  const manifest = JSON.stringify(manifestOf(urls, (key) => render.sentence(key, 'vi')))
  return Router()
    .get(paths.public.manifest, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type('application/manifest+json').send(manifest)
    })
    .get(paths.public.serviceWorker, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type('text/javascript').send(worker)
    })
}

/** One for everybody, so in the language of the land. */
function manifestOf(urls: Urls, say: (key: string) => string) {
  const icon = (size: number, purpose: string) => {
    const file = purpose === 'maskable' ? `icon-maskable-${size}.png` : `icon-${size}.png`
    return { src: urls[file], sizes: `${size}x${size}`, type: 'image/png', purpose }
  }
  return {
    id: '/',
    name: say('common.product.name'),
    short_name: say('common.product.name'),
    description: say('offline.appAbout'),
    lang: 'vi',
    start_url: paths.public.home,
    scope: '/',
    display: 'standalone',
    theme_color: '#0a5b54',
    background_color: '#f1f6f5',
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
    shortcuts: [
      { name: say('common.menu.lookUp'), url: paths.citizen.lookUp },
      { name: say('common.menu.track'), url: paths.citizen.track },
    ],
  }
}

/** Every build has a worker and a cache of its own: the constants in front carry the hash of all it may show. */
function workerOf(urls: Urls): string {
  const body = readFileSync(new URL('../../assets/service-worker.js', import.meta.url), 'utf8')
  const shell = [paths.public.offline, paths.public.help, urls['portal.css'], urls['portal.js'], urls['mark.svg']]
  const build = createHash('sha256')
    .update(JSON.stringify([urls, body]))
    .digest('hex')
    .slice(0, 12)
  const constants = { BUILD: build, OFFLINE: paths.public.offline, SHELL: shell, OPEN_PAGES }
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)}`)
  return `${lines.join('\n')}\n${body}`
}
