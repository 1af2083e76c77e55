// The copy of a hamlet's sheet (hamlet.js) does not outlive its link: here every copy on this phone is asked for, and what belongs
// to a link that has ended is deleted. Only the station's own word ends a copy, neither a clock that is wrong nor a page that failed.

const forgotten = document.getElementById('hamlet-forgotten')

async function hasEnded(at) {
  const answer = await fetch(at, { headers: { Accept: 'text/html' } })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.querySelector('#hamlet-forgotten[data-over]') !== null
}

async function forgetEnded() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith('ra-soat|'))
  for (const name of names) {
    const at = name.slice('ra-soat|'.length)
    // Without a line the copy waits for the next visit.
    if (!(await hasEnded(at).catch(() => false))) continue
    localStorage.removeItem(name)
    await (await caches.open('ra-soat')).delete(at)
    forgotten.className = 'notice warning'
    forgotten.textContent = forgotten.dataset.told
  }
}

forgetEnded()
