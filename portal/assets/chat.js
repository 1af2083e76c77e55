// The page works without this file; with it the answers come by themselves and the page stays where it is.

const talk = document.getElementById('talk')
const forms = [document.getElementById('choice-form'), document.getElementById('talk-form')]
const choices = document.getElementById('talk-choices')
const status = document.getElementById('talk-status')
const input = document.getElementById('text')
const file = document.getElementById('file')
let source = null

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopPropagation()
    say(form, event.submitter?.name ? event.submitter : null)
  })
}

async function say(form, pressed) {
  const body = new FormData(form)
  if (pressed) body.set(pressed.name, pressed.value)
  const said = pressed?.textContent ?? (input.value.trim() || (file.files.length > 0 ? talk.dataset.picture : ''))
  if (!said) return input.focus()
  status.textContent = talk.dataset.sending
  const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(
    () => null,
  )
  if (!answer?.ok) return complain(await answer?.json().catch(() => null))
  append('mine', talk.dataset.you, said, new Date())
  status.textContent = ''
  choices.replaceChildren()
  setAll('client_message_id', newId())
  input.value = ''
  file.value = ''
  input.focus()
}

function setAll(name, value) {
  for (const form of forms) form.elements[name].value = value
}

// crypto.randomUUID is missing where the page came over plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function complain(answer) {
  status.textContent = ''
  const note = document.createElement('p')
  note.className = 'notice danger'
  note.setAttribute('role', 'alert')
  note.textContent = answer?.error ?? talk.dataset.failed
  document.querySelector('main > .notice.danger')?.remove()
  status.before(note)
  input.focus()
}

function append(side, who, text, at) {
  document.querySelector('main > .notice.danger')?.remove()
  document.getElementById('late')?.remove()
  const item = document.createElement('li')
  item.className = side
  const name = document.createElement('b')
  name.className = 'hidden'
  name.textContent = who
  const words = document.createElement('p')
  words.textContent = text
  const time = document.createElement('time')
  time.dateTime = at.toISOString()
  // As the page itself writes it, wherever the phone believes to be.
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }
  time.textContent = at.toLocaleTimeString(document.documentElement.lang, clock)
  item.append(name, words, time)
  talk.append(item)
  item.scrollIntoView({ block: 'nearest' })
}

function offer(list) {
  choices.replaceChildren(
    ...list.map(({ token, label, small }) => {
      const button = document.createElement('button')
      button.type = 'submit'
      button.name = 'choice'
      button.value = token
      button.className = small ? 'button secondary small' : 'button secondary'
      button.textContent = label
      return button
    }),
  )
}

function listen() {
  source = new EventSource(`${talk.dataset.events}?after=${talk.dataset.seen}`)
  source.onmessage = ({ data, lastEventId }) => {
    const answer = JSON.parse(data)
    append('ours', talk.dataset.we, answer.text, new Date(answer.at))
    if (answer.choices.length > 0) offer(answer.choices)
    talk.dataset.seen = lastEventId
    setAll('seen', lastEventId)
  }
}

// A browser allows few streams per site: a page nobody looks at gives its own back.
document.addEventListener('visibilitychange', () => {
  source?.close()
  source = null
  if (!document.hidden) listen()
})
listen()
