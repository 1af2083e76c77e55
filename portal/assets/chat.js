// The page works without this file; with it the answers come by themselves and the page stays where it is.

const talk = document.getElementById('talk')
const forms = [document.getElementById('choice-form'), document.getElementById('talk-form')]
const choices = document.getElementById('talk-choices')
const status = document.getElementById('talk-status')
const input = document.getElementById('text')
const file = document.getElementById('file')
let source = null
let asking = null

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopPropagation()
    say(form, event.submitter?.name ? event.submitter : null)
  })
}

// What was sent and never answered: said again it is the same message, and anything else is a new one.
let unanswered = null

async function say(form, pressed) {
  if (unanswered !== null && unanswered !== wordsIn(pressed)) setAll('client_message_id', newId())
  const body = new FormData(form)
  if (pressed) body.set(pressed.name, pressed.value)
  const said = wordsIn(pressed)
  if (!said) return input.focus()
  unanswered = said
  status.textContent = talk.dataset.sending
  const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(
    () => null,
  )
  // A file over the limit is turned away before anybody knows what the page would like to read.
  if (answer?.status === 413) return complain({ error: talk.dataset.tooLarge })
  if (!answer?.ok) return complain(await answer?.json().catch(() => null))
  unanswered = null
  append('mine', talk.dataset.you, { text: said, at: new Date() })
  status.textContent = ''
  choices.replaceChildren()
  setAll('client_message_id', newId())
  input.value = ''
  file.value = ''
  input.focus()
}

function wordsIn(pressed) {
  return pressed?.textContent ?? (input.value.trim() || (file.files.length > 0 ? talk.dataset.picture : ''))
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
  note.tabIndex = -1
  note.textContent = answer?.error ?? talk.dataset.failed
  document.querySelector('main > .notice.danger')?.remove()
  status.before(note)
  note.focus()
}

function append(side, who, { text, at, picture = null, links = [] }) {
  document.querySelector('main > .notice.danger')?.remove()
  document.getElementById('late')?.remove()
  const item = document.createElement('li')
  item.className = side
  const name = document.createElement('b')
  name.className = 'hidden'
  name.textContent = who
  const time = document.createElement('time')
  time.dateTime = at.toISOString()
  time.textContent = clockOf(at)
  item.append(name, ...pictureOf(picture), ...wordsOf(text), ...links.map(linkOf), time)
  talk.append(item)
  item.scrollIntoView({ block: 'nearest' })
}

// As the page itself writes it, wherever the phone believes to be.
function clockOf(at) {
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }
  return at.toLocaleTimeString(document.documentElement.lang, clock)
}

function pictureOf(picture) {
  if (!picture) return []
  const image = document.createElement('img')
  Object.assign(image, { src: picture.href, alt: picture.alt, width: 240, height: 240 })
  return [image]
}

function wordsOf(text) {
  if (!text) return []
  const words = document.createElement('p')
  words.textContent = text
  return [words]
}

function linkOf({ label, url }) {
  const line = document.createElement('p')
  const link = document.createElement('a')
  link.href = url
  link.textContent = label
  line.append(link)
  return line
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

function show(answer) {
  // The stream and the asking may overlap for a moment: each answer is shown once.
  if (answer.id <= Number(talk.dataset.seen)) return
  append('ours', talk.dataset.we, { ...answer, at: new Date(answer.at) })
  if (answer.choices.length > 0) offer(answer.choices)
  talk.dataset.seen = answer.id
  setAll('seen', answer.id)
  clearTimeout(telling)
  telling = setTimeout(tellReceived, 300)
}

let telling = null

async function tellReceived() {
  const body = new URLSearchParams({ _csrf: forms[0].elements._csrf.value, seen: talk.dataset.seen })
  const answer = await fetch(talk.dataset.received, { method: 'POST', body }).catch(() => null)
  if (answer?.ok) watchEnd((await answer.json()).endsAt)
}

function listen() {
  if (source || asking) return
  if (!window.EventSource) return ask()
  source = new EventSource(`${talk.dataset.events}?after=${talk.dataset.seen}`)
  source.onmessage = ({ data }) => show(JSON.parse(data))
  source.onerror = () => {
    // A line that only broke comes back by itself; one that was turned away does not.
    if (source?.readyState !== EventSource.CLOSED) return
    source = null
    ask()
  }
}

const ASK_EVERY_MS = 5_000

async function ask() {
  clearTimeout(asking)
  const headers = { Accept: 'application/json', 'If-None-Match': `"${talk.dataset.seen}"` }
  const answer = await fetch(`${talk.dataset.newer}?after=${talk.dataset.seen}`, { headers }).catch(() => null)
  if (answer?.status === 200) for (const one of (await answer.json()).answers) show(one)
  asking = document.hidden ? null : setTimeout(ask, ASK_EVERY_MS)
}

const HIDDEN_FOR_MS = 30_000
let leaving = null

// A browser allows few streams per site: a page nobody looks at for a while gives its own back.
document.addEventListener('visibilitychange', () => {
  clearTimeout(leaving)
  if (!document.hidden) return listen()
  leaving = setTimeout(() => {
    source?.close()
    source = null
  }, HIDDEN_FOR_MS)
})

const ends = document.getElementById('talk-ends')
const TELL_BEFORE_MS = 15 * 60_000
let ending = null

/** Tells in time that what was proved is forgotten soon; the button beside it keeps it longer. */
function watchEnd(endsAt) {
  clearTimeout(ending)
  ends.hidden = true
  if (!endsAt) return
  const at = new Date(endsAt)
  ending = setTimeout(
    () => {
      const words = document.getElementById('talk-ends-text')
      words.textContent = words.dataset.text.replace('{at}', clockOf(at))
      ends.setAttribute('role', 'alert')
      ends.hidden = false
    },
    Math.max(0, at.getTime() - Date.now() - TELL_BEFORE_MS),
  )
}

watchEnd(ends.dataset.ends)
listen()
