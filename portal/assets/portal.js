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

for (const part of document.querySelectorAll('[data-refresh][id]')) follow(part.id, Number(part.dataset.refresh))

function follow(id, seconds) {
  setTimeout(async () => {
    const part = document.getElementById(id)
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok) return follow(id, Math.min(seconds * 2, 60))
    if (answer.redirected) return location.assign(answer.url)
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const next = fresh.getElementById(id)
    // The job ended: the page now says something else, so show all of it.
    if (!next?.dataset.refresh) return location.reload()
    part.replaceChildren(...next.childNodes)
    follow(id, Number(next.dataset.refresh))
  }, seconds * 1000)
}
