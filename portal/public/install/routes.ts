import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Router } from 'express'
import { paths } from '../../paths.ts'

type Urls = Readonly<Record<string, string>>

/** Pages that are the same for everybody: the service worker may show them again without a network. */
const OPEN_PAGES = [paths.public.home, paths.public.help, paths.public.privacy, paths.public.offline]

/** What a phone needs to install the portal: the manifest, and the service worker of this build. No cookie is read or set. */
export function installRoutes(urls: Urls): Router {
  const worker = workerOf(urls)
  return Router()
    .get(paths.public.manifest, (_req, res) => {
      res
        .set('Cache-Control', 'no-cache')
        .type('application/manifest+json')
        .send(JSON.stringify(manifestOf(urls)))
    })
    .get(paths.public.serviceWorker, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type('text/javascript').send(worker)
    })
}

function manifestOf(urls: Urls) {
  const icon = (size: number, purpose: string) => {
    const file = purpose === 'maskable' ? `icon-maskable-${size}.png` : `icon-${size}.png`
    return { src: urls[file], sizes: `${size}x${size}`, type: 'image/png', purpose }
  }
  return {
    id: '/',
    name: 'Sổ Tiêm',
    short_name: 'Sổ Tiêm',
    description: 'Tra cứu và phản ánh thông tin tiêm chủng COVID-19',
    lang: 'vi',
    start_url: paths.public.home,
    scope: '/',
    display: 'standalone',
    theme_color: '#0a5b54',
    background_color: '#f1f6f5',
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
    shortcuts: [
      { name: 'Tra cứu mũi tiêm', url: paths.citizen.lookUp },
      { name: 'Theo dõi phản ánh', url: paths.citizen.track },
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
