// An officer's desk with the keyboard only: a number key answers a row and goes on to the next. Each answer is sent at once
// and kept here until it has arrived; without this file the page is one form with a button.

const form = document.querySelector('#answers')
const told = document.querySelector('#answers-status')
const answers = [...form.querySelectorAll('select[name^=answer-]')]

/** Rows with more to say than the answer: which of their fields comes first. */
const FIRST_FIELD = { wrong_field: 'wrong', must_come: 'come', register_wrong: 'come' }
const KEPT = `answers ${location.pathname}`

/** Row numbers and answer codes that have not arrived; nothing of a person. They survive a reload of this tab. */
const waiting = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'))
let sending = false
/** The last row is answered: the next page comes once everything has arrived, also after a dropped line. */
let leaving = false

for (const select of answers) {
  const rowNo = select.name.slice(7)
  if (waiting.has(rowNo)) restore(select, rowNo)
  select.addEventListener('keydown', (event) => pressed(event, select))
  select.addEventListener('change', () => given(select))
}
form.addEventListener('change', ({ target }) => {
  const rowNo = /^(?:wrong|come|part|note)-(\d+)$/.exec(target.name)?.[1]
  if (rowNo) given(answerOf(rowNo))
})
addEventListener('online', send)
if (waiting.size > 0) send()
;(answers.find((select) => select.value === '') ?? answers[0])?.focus({ preventScroll: true })

function restore(select, rowNo) {
  select.value = waiting.get(rowNo)
  // Which field was wrong is not kept here: it is asked for again.
  if (select.value !== 'wrong_field') return
  waiting.delete(rowNo)
  askMore(select)
}

function answerOf(rowNo) {
  return form.elements[`answer-${rowNo}`]
}

function pressed(event, select) {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return
  const option = select.options[Number(event.key)]
  if (!option) return
  event.preventDefault()
  select.value = option.value
  given(select)
  if (!askMore(select)) goOn(select)
}

/** Opens what this answer needs and stands in its first field; false: nothing more is needed. */
function askMore(select) {
  const field = FIRST_FIELD[select.value]
  if (!field) return false
  select.closest('td').querySelector('details').open = true
  select.closest('td').querySelector(`[name^=${field}-]`).focus()
  return true
}

/** The next row; after the last one the next page. */
function goOn(select) {
  const next = answers[answers.indexOf(select) + 1]
  if (next) return next.focus()
  leaving = true
  send()
}

function given(select) {
  const rowNo = select.name.slice(7)
  leaving = false
  // A wrong field has to be ticked first: until then there is nothing to send.
  if (select.value === 'wrong_field' && !form.querySelector(`[name=wrong-${rowNo}]:checked`)) {
    waiting.delete(rowNo)
    return keep()
  }
  waiting.set(rowNo, select.value)
  keep()
  send()
}

function keep() {
  if (waiting.size === 0) sessionStorage.removeItem(KEPT)
  else sessionStorage.setItem(KEPT, JSON.stringify([...waiting]))
}

async function send() {
  if (sending) return sending
  sending = sendAll()
  await sending
  sending = false
}

async function sendAll() {
  while (waiting.size > 0) {
    const sent = new Map(waiting)
    const answer = await fetch(location.href, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: bodyFor(sent.keys()),
    }).catch(() => null)
    if (!answer) return retry(told.dataset.offline)
    if (answer.redirected || !/json/.test(answer.headers.get('content-type') ?? '')) return tell(told.dataset.again)
    if (!answer.ok) return tell((await answer.json()).fault)
    for (const [rowNo, value] of sent) if (waiting.get(rowNo) === value) waiting.delete(rowNo)
    keep()
  }
  tell(told.dataset.sent)
  if (leaving && told.dataset.next) location.assign(told.dataset.next)
}

/** Only the rows that wait: everything else on the page stays as it was stored. */
function bodyFor(rowNos) {
  const body = new URLSearchParams({ act: 'save' })
  for (const name of ['_csrf', '_page']) body.set(name, form.elements[name].value)
  const wanted = new Set(rowNos)
  for (const [name, value] of new FormData(form)) if (wanted.has(name.split('-')[1])) body.append(name, value)
  return body
}

function retry(text) {
  tell(text)
  setTimeout(send, 5000)
}

function tell(text) {
  told.textContent = text.replace('{count}', waiting.size)
}

// The button sends the whole page; what waits here is kept all the same, and sent twice it changes nothing.
let submitting = false
form.addEventListener('submit', () => {
  submitting = true
})

// Leaving with answers that have not arrived is asked about by the browser itself.
addEventListener('beforeunload', (event) => {
  if (waiting.size > 0 && !submitting) event.preventDefault()
})
