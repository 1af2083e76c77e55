// A passkey is a thing of the browser: without this file the page offers the 6-digit code, and says so.

for (const form of document.querySelectorAll('form[data-passkey]')) offer(form)

function offer(form) {
  const able = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
  if (!able) return
  const [button, answer, fault] = [
    form.querySelector('button'),
    form.elements.answer,
    form.querySelector('[role=alert]'),
  ]
  form.hidden = false
  for (const instead of document.querySelectorAll('[data-without-passkey]')) instead.hidden = true
  form.addEventListener('submit', async (event) => {
    if (answer.value) return
    event.preventDefault()
    event.stopPropagation()
    fault.hidden = true
    button.disabled = true
    try {
      const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options))
      answer.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      fault.hidden = false
      button.disabled = false
      button.focus()
    }
  })
}

function ask(what, options) {
  if (what === 'add')
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}
