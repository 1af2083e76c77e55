// Speaks to the signing program on this machine; how it ended is asked of our own server, never believed of the program.

const ASK_EVERY_MS = 1000
const PDF_IN_BASE64 = /JVBERi0[A-Za-z0-9+/=]+/

const box = document.querySelector('[data-token-signing]')
const told = box.querySelector('[data-told]')
const { state, licence } = box.dataset
// Whole addresses: the program fetches them itself.
const [download, upload] = [box.dataset.download, box.dataset.upload].map((path) => new URL(path, location.href).href)

const AGENTS = { vgca: signWithVgca, vnpt: signWithVnpt, viettel: signWithViettel }

for (const button of box.querySelectorAll('[data-agent]')) {
  button.addEventListener('click', () => sign(AGENTS[button.dataset.agent]))
}

async function sign(agent) {
  say(box.dataset.working)
  for (const button of box.querySelectorAll('[data-agent]')) button.disabled = true
  try {
    await agent()
    await waitForEnd()
  } catch (fault) {
    say(fault instanceof Refused ? fault.message : box.dataset.unreachable)
    for (const button of box.querySelectorAll('[data-agent]')) button.disabled = false
  }
}

/** A sentence of our server, fit to be shown. */
class Refused extends Error {}

function say(words) {
  told.hidden = false
  told.textContent = words
}

/** Ban Cơ yếu: the program fetches the paper itself and brings it back itself. */
async function signWithVgca() {
  const ask = { FileUploadHandler: upload, SessionId: '', JWTToken: '', FileName: download }
  const answer = JSON.parse(await oneAnswer('wss://127.0.0.1:8987/SignApproved', [ask]))
  if (Number(answer.Status) !== 0) throw new Refused(answer.Message || box.dataset.refused)
}

/** VNPT: base64 in, base64 out, after a licence for this site's domain. */
async function signWithVnpt() {
  const paper = base64Of(await (await fetch(download)).arrayBuffer())
  const asks = [
    ...(licence ? [{ functionName: 'SetLicenseKey', args: [licence] }] : []),
    { functionName: 'SignPDF', args: [paper] },
  ]
  const signed = PDF_IN_BASE64.exec(await oneAnswer('wss://localhost:4433/plugin', asks))?.[0]
  if (!signed) throw new Refused(box.dataset.refused)
  const body = new FormData()
  body.append('uploadfile', new Blob([bytesOf(signed)], { type: 'application/pdf' }), 'signed.pdf')
  await fetch(upload, { method: 'POST', body })
}

/** Viettel: the program signs a hash; our server puts the signature into the paper. */
async function signWithViettel() {
  const { hash } = await ours({})
  const session = await viettel('getSession', { liblist: VIETTEL_LIBRARIES })
  if (!session) throw new Error('no token')
  const signature = await viettel('signHash', { sessionID: session, HashVal: hash, HashOpt: '2' })
  if (!signature) throw new Refused(box.dataset.refused)
  await ours({ signature })
}

const VIETTEL_LIBRARIES =
  'viettel-ca_v6.dll;viettel-ca_v5.dll;viettel-ca_v4.dll;viettel-ca_v6.dylib;viettel-ca_v5.dylib'

async function viettel(name, fields) {
  const root = location.protocol === 'https:' ? 'https://127.0.0.1:14407' : 'http://127.0.0.1:14007'
  // Names and values as they are: the program does not undo what a form would do to them.
  const body = Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return (await (await fetch(`${root}/${name}`, { method: 'POST', headers, body })).text()).trim()
}

async function ours(fields) {
  const form = new URLSearchParams({ ...fields, _csrf: box.querySelector('[name="_csrf"]').value })
  const answer = await fetch(state, { method: 'POST', body: form })
  const read = await answer.json()
  if (!answer.ok) throw new Refused(read.message)
  return read
}

/** Sends one question after another; the answer to the last is what counts. */
function oneAnswer(address, asks) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    let next = 0
    const ask = () => socket.send(JSON.stringify(asks[next++]))
    socket.onopen = ask
    socket.onerror = () => reject(new Error('no program'))
    socket.onclose = () => reject(new Error('closed'))
    socket.onmessage = ({ data }) => {
      if (next < asks.length) return ask()
      resolve(String(data))
      return socket.close()
    }
  })
}

async function waitForEnd() {
  for (;;) {
    const answer = await fetch(state)
    const { state: now, message } = await answer.json()
    if (now === 'refused') throw new Refused(message)
    if (now === 'done') break
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  say(box.dataset.done)
  told.className = 'notice success'
  box.querySelector('.buttons').hidden = true
  document.querySelector('main a').focus()
}

function base64Of(buffer) {
  let text = ''
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte)
  return btoa(text)
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
