// The hamlet's sheet where the line is bad. The page is a plain form without this file; with it, answers wait on the page until
// the line is back, and, on the press of a button, page and answers are kept on this phone, sealed with the PIN (AES-GCM, PBKDF2).

const KEPT = 'ra-soat'
const path = location.pathname
const SAVED = `ra-soat|${path}`
const part = (id) => document.getElementById(id)
const main = document.querySelector('main')

/** Key, salt and PIN while this page may keep something; null: it keeps nothing. */
let hold = null
/** Somebody pressed "send" and the line was gone. */
let waiting = false

const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
const textOf = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))

async function holdOf(pin, salt) {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey'])
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: 600_000 }
  const uses = ['encrypt', 'decrypt']
  return { pin, salt, key: await crypto.subtle.deriveKey(slow, raw, { name: 'AES-GCM', length: 256 }, false, uses) }
}

async function seal(text) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, hold.key, new TextEncoder().encode(text))
  return { iv: textOf(iv), data: textOf(data) }
}

async function unseal({ key }, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(iv) }, key, bytesOf(data))
  return new TextDecoder().decode(plain)
}

/** What this phone keeps: salt, sealed page, sealed answers, and whether they wait to be sent. */
const kept = () => JSON.parse(localStorage.getItem(SAVED) ?? 'null')

async function forget() {
  localStorage.removeItem(SAVED)
  // Without a secure address there is no cache, and nothing was kept.
  if (window.caches) await (await caches.open(KEPT)).delete(path)
}

if (main.dataset.locked) part('hamlet-unlock').addEventListener('submit', unlockPage)
else if (part('hamlet-sheet')) serve()

/** The page as it was kept: nothing of anybody is shown before the PIN. */
async function unlockPage(event) {
  event.preventDefault()
  event.stopPropagation()
  try {
    const opened = await holdOf(part('unlock-pin').value.trim(), kept().salt)
    main.innerHTML = await unseal(opened, kept().page)
    hold = opened
  } catch {
    part('unlock-told').textContent = main.dataset.pinWrong
    return
  }
  delete main.dataset.locked
  await restore()
  serve()
  main.focus()
  if (waiting) await send()
}

function serve() {
  part('hamlet-sheet').addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopPropagation()
    send()
  })
  part('hamlet-sheet').addEventListener('change', save)
  addEventListener('online', () => waiting && send())
  part('hamlet-keep').addEventListener('click', (event) =>
    ({ keep: onKeep, drop: onDrop })[event.target.dataset.act]?.(),
  )
  showCard()
}

function tell(word, kind = 'info') {
  part('hamlet-told').className = `notice ${kind}`
  part('hamlet-told').textContent = part('hamlet-told').dataset[word]
}

const TYPED = /^(answer|fullName|birthDate|sex|idNumber|note)-/
const answers = () => [...new FormData(part('hamlet-sheet'))].filter(([name]) => TYPED.test(name))

async function save() {
  if (!hold) return
  const sealed = await seal(JSON.stringify(answers()))
  // Sealing takes a moment, in which the copy may have been deleted.
  if (hold) localStorage.setItem(SAVED, JSON.stringify({ ...kept(), waiting, answers: sealed }))
}

/** What was typed before; rows that are gone meanwhile are nobody's any more. */
async function restore() {
  const form = part('hamlet-sheet')
  waiting = kept().waiting
  for (const [name, value] of JSON.parse(await unseal(hold, kept().answers))) {
    const field = form.elements.namedItem(name)
    if (!field) continue
    field.value = value
    if (value && field.closest) field.closest('details').open = true
  }
}

const post = (fields) =>
  fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers: { Accept: 'application/json' } })

/** A token of this hour: the one on a kept page belonged to a session that may be over. Null: the link has ended. */
async function freshToken() {
  const answer = await fetch(path, { headers: { Accept: 'text/html' } })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (page.querySelector('#hamlet-forgotten[data-over]')) return null
  const token = page.querySelector('main [name=_csrf]')?.value ?? ''
  if (page.getElementById('pin') && hold) await post({ _csrf: token, act: 'pin', pin: hold.pin })
  return token
}

async function send() {
  let answer
  try {
    const token = await freshToken()
    if (token === null) return stop()
    const fields = [...new FormData(part('hamlet-sheet'))].filter(([name]) => name !== '_csrf')
    answer = await post([...fields, ['_csrf', token], ['act', 'hand_in']])
  } catch {
    waiting = true
    tell(hold ? 'waitsKept' : 'waits')
    return save()
  }
  waiting = false
  if (!answer.ok) return tell('pinAgain')
  await take(await answer.json())
}

/** The answers stay in sight as long as the page is open, so that they can be read to the station or written on paper. */
async function stop() {
  const word = kept() ? 'overDeleted' : 'over'
  hold = null
  waiting = false
  await forget()
  part('hamlet-keep')?.remove()
  part('hamlet-sheet').querySelector('.buttons')?.remove()
  tell(word, 'warning')
}

/** Rows the station has are shown and kept no more. */
async function take({ done, differing, faults }) {
  const form = part('hamlet-sheet')
  for (const rowNo of [...done, ...differing]) part(`row-${rowNo}`)?.remove()
  for (const section of form.querySelectorAll('section')) if (!section.querySelector('.review')) section.remove()
  for (const { rowNo, field } of faults) {
    part(`row-${rowNo}`)?.classList.add('wrong')
    form.elements.namedItem(`${field}-${rowNo}`)?.closest('details').setAttribute('open', '')
  }
  if (form.querySelector('.review')) {
    if (hold) await keepPage()
    return tell(faults.length > 0 ? 'lookAgain' : 'sent')
  }
  const word = kept() ? 'sentAll' : 'whole'
  hold = null
  await forget()
  form.remove()
  part('hamlet-keep').remove()
  tell(word)
}

/** Page and answers, sealed, and everything they are shown with. */
async function keepPage() {
  const [page, typed] = [await seal(main.innerHTML), await seal(JSON.stringify(answers()))]
  localStorage.setItem(SAVED, JSON.stringify({ salt: hold.salt, page, waiting, answers: typed }))
  const cache = await caches.open(KEPT)
  await cache.put(path, new Response(lockedPage(), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }))
  const parts = [...document.querySelectorAll('[src^="/assets/"], link[href^="/assets/"]')]
  await cache.addAll([...new Set(parts.map((one) => one.getAttribute('src') ?? one.getAttribute('href')))])
}

function lockedPage() {
  const copy = document.cloneNode(true)
  const shut = copy.querySelector('main')
  shut.innerHTML = part('hamlet-locked').innerHTML
  Object.assign(shut.dataset, { locked: 'yes', pinWrong: part('hamlet-told').dataset.pinWrong })
  for (const one of copy.querySelectorAll('.main-menu, .languages')) one.remove()
  copy.body.append(
    Object.assign(copy.createElement('script'), { src: part('hamlet-keep').dataset.script, defer: true }),
  )
  return `<!doctype html>${copy.documentElement.outerHTML}`
}

async function onKeep() {
  const pin = part('keep-pin').value.trim()
  try {
    await (kept() ? bringBack(pin) : keepFirst(pin))
  } catch {
    hold = null
    tell('keepFailed')
  }
  if (part('hamlet-keep')) showCard()
}

/** The server knows the PIN, and counts a wrong one. */
async function keepFirst(pin) {
  const token = await freshToken()
  if (token === null) return stop()
  if (!(await post({ _csrf: token, act: 'pin', pin })).ok) throw new Error('wrong PIN')
  hold = await holdOf(pin, textOf(crypto.getRandomValues(new Uint8Array(16))))
  part('keep-pin').value = ''
  await keepPage()
  tell('keptTold')
}

async function bringBack(pin) {
  hold = await holdOf(pin, kept().salt)
  await restore()
  part('keep-pin').value = ''
  if (waiting) await send()
}

async function onDrop() {
  hold = null
  await forget()
  tell('dropped')
  showCard()
}

/** Without a secure address a browser seals nothing: then nothing is offered. */
function showCard() {
  const card = part('hamlet-keep')
  const [keep, drop] = card.querySelectorAll('button')
  for (const one of [keep, ...card.querySelectorAll('input, label')]) one.hidden = hold !== null
  drop.hidden = kept() === null
  keep.textContent = kept() ? card.dataset.restore : card.dataset.keepWord
  card.hidden = !(window.crypto?.subtle && 'caches' in window && 'serviceWorker' in navigator)
}
