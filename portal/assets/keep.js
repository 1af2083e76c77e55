// Keeps this page on this device, or takes everything kept away again. Loaded only when somebody presses the button.

const KEPT = 'giu'

/** The page as it stands, without forms: what is read without a network must not be able to send anything. */
export async function keepHere(words) {
  const copy = document.cloneNode(true)
  for (const part of copy.querySelectorAll('form, script, [data-keep], .languages')) part.remove()
  const told = copy.createElement('p')
  told.className = 'notice info'
  told.textContent = words
  copy.querySelector('main').prepend(told)
  const html = `<!doctype html>${copy.documentElement.outerHTML}`
  const title = document.querySelector('h1').textContent
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'X-Title': encodeURIComponent(title) }
  const cache = await caches.open(KEPT)
  await cache.put(location.pathname, new Response(html, { headers }))
}

export async function keptPages() {
  const cache = await caches.open(KEPT)
  const titleOf = async (request) => decodeURIComponent((await cache.match(request)).headers.get('X-Title'))
  const keys = await cache.keys()
  return Promise.all(
    keys.map(async (request) => ({ path: new URL(request.url).pathname, title: await titleOf(request) })),
  )
}

export const forgetAll = () => caches.delete(KEPT)
