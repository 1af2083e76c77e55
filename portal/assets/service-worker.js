// Served as /sw.js behind two lines that give BUILD, OFFLINE, SHELL and OPEN_PAGES. Pages come from the network; only without one
// is something kept shown. Nothing personal is kept here but what a person chose to keep: `giu` (keep.js) and `ra-soat` (hamlet.js).

const CACHE = `so-tiem-${BUILD}`
const KEPT = ['giu', 'ra-soat']

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== CACHE && !KEPT.includes(name)).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin || pathname.startsWith('/can-bo')) return
  if (request.mode === 'navigate') return event.respondWith(page(request, pathname))
  if (request.method === 'GET' && pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** A form that was not sent is never sent later: without a network its answer is the page that says so. */
async function page(request, pathname) {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    const plain = request.method === 'GET' && answer.status === 200 && !answer.redirected
    if (plain && OPEN_PAGES.includes(pathname)) await cache.put(pathname, answer.clone())
    return answer
  } catch {
    const kept = request.method === 'GET' ? ((await keptPage(pathname)) ?? (await cache.match(pathname))) : null
    return kept ?? (await cache.match(OFFLINE)) ?? Response.error()
  }
}

async function keptPage(pathname) {
  for (const cacheName of KEPT) {
    const kept = await caches.match(pathname, { cacheName })
    if (kept) return kept
  }
}

/** A page that was kept under an older build brings its own parts. */
async function asset(request) {
  const cache = await caches.open(CACHE)
  const known = await caches.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
