// Every page works without this file. It keeps a form from being sent twice and a running job in view.

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'yes'
  form.setAttribute('aria-busy', 'true')
})

// A page taken out of the back-forward memory must let its form be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent
    form.removeAttribute('aria-busy')
  }
})

// Help with Vietnamese marks is fetched when somebody asks for it.
for (const help of document.querySelectorAll('[data-marks]')) offerMarks(help)

function offerMarks(help) {
  const [ask, keys] = [help.querySelector('button'), help.querySelector('div')]
  const words = [ask.textContent, ask.dataset.off]
  const field = document.getElementById(help.dataset.marks)
  let turn = null
  help.hidden = false
  ask.addEventListener('click', async () => {
    const on = keys.hidden
    turn ??= (await import(help.dataset.script)).helpTyping(field, keys)
    turn(on)
    keys.hidden = !on
    ask.setAttribute('aria-expanded', on)
    ask.textContent = words[on ? 1 : 0]
    if (on) field.focus()
  })
}

if (document.body.matches('.citizen') && 'serviceWorker' in navigator) {
  addEventListener('load', () => navigator.serviceWorker.register('/sw.js').catch(() => undefined))
  for (const offer of document.querySelectorAll('[data-keep]')) offerKeeping(offer)
  for (const list of document.querySelectorAll('[data-kept]')) listKept(list)
}

/** Only on the press of the button: this browser may stand in a shop. */
async function offerKeeping(offer) {
  const [keep, forget] = offer.querySelectorAll('button')
  const told = offer.querySelector('[role=status]')
  const hands = () => import(offer.dataset.script)
  const show = (kept) => {
    keep.hidden = kept
    forget.hidden = !kept
  }
  keep.addEventListener('click', async () => {
    await (await hands()).keepHere(offer.dataset.keptWords)
    show(true)
    told.textContent = told.dataset.done
    forget.focus()
  })
  forget.addEventListener('click', async () => {
    await (await hands()).forgetAll()
    show(false)
    told.textContent = told.dataset.gone
    keep.focus()
  })
  show(Boolean(await caches.match(location.pathname, { cacheName: 'giu' })))
  offer.hidden = false
}

async function listKept(list) {
  if (!(await caches.has('giu'))) return
  const { keptPages, forgetAll } = await import(list.dataset.script)
  const [links, forget, told] = ['ul', 'button', '[role=status]'].map((part) => list.querySelector(part))
  for (const { path, title } of await keptPages()) {
    const line = document.createElement('li')
    line.append(Object.assign(document.createElement('a'), { href: path, textContent: title }))
    links.append(line)
  }
  list.hidden = links.children.length === 0
  forget.addEventListener('click', async () => {
    await forgetAll()
    links.replaceChildren()
    forget.remove()
    told.textContent = told.dataset.done
  })
}

for (const part of document.querySelectorAll('[data-refresh][id]')) follow(part.id, Number(part.dataset.refresh))

function follow(id, seconds) {
  setTimeout(async () => {
    const part = document.getElementById(id)
    const from = part.dataset.from ?? location.href
    const answer = await fetch(from, { headers: { Accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok) return follow(id, Math.min(seconds * 2, 60))
    if (answer.redirected) return location.assign(answer.url)
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const next = fresh.getElementById(id)
    // The job ended: the page now says something else, so show all of it.
    if (!next?.dataset.refresh) return location.reload()
    // Unchanged words are not said again, and the keyboard keeps its place.
    if (part.textContent !== next.textContent) part.replaceChildren(...next.childNodes)
    part.className = next.className
    follow(id, Number(next.dataset.refresh))
  }, seconds * 1000)
}

// A link that only changes one part of the page leaves the rest, and what was typed there, as it is.
document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[data-swap]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const answer = await fetch(link.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  const fresh = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [part, next] = [document, fresh || null].map((page) => page?.getElementById(link.dataset.swap))
  if (!next) return location.assign(link.href)
  const place = [...part.querySelectorAll('a[data-swap]')].indexOf(link)
  part.replaceChildren(...next.childNodes)
  part.querySelectorAll('a[data-swap]')[place]?.focus()
  history.replaceState(null, '', link.href)
})
