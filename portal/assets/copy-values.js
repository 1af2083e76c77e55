// The sheet is read and typed from without this file; with it each value has a button that copies it (features G02).

const status = document.getElementById('copied')

for (const value of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button secondary on-screen'
  button.textContent = status.dataset.copyLabel
  const what = document.createElement('span')
  what.className = 'hidden'
  what.textContent = ` ${value.textContent}`
  button.append(what)
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(value.textContent)
    status.textContent = `${status.dataset.copied}: ${value.textContent}`
  })
  value.after(' ', button)
}

// Straight to the card somebody was led to, so that the next key belongs to it.
function goTo() {
  if (location.hash) document.getElementById(location.hash.slice(1))?.focus()
}
addEventListener('hashchange', goTo)
goTo()
