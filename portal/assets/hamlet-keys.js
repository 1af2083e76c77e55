// A sheet is typed in with one key a row: 1 to 5 is the answer, and the next row has the keyboard. The form works without this.

const form = document.querySelector('[data-fast-keys]')
const rows = form ? [...form.querySelectorAll('.review')] : []
const hint = document.querySelector('[data-keys-hint]')
if (form && hint) hint.hidden = false

const choices = (row) => [...row.querySelectorAll('[type=radio]')]
const standOn = (row) => {
  const target = row ? (choices(row).find((one) => one.checked) ?? choices(row)[0]) : form.querySelector('button')
  target.focus()
  target.scrollIntoView({ block: 'center' })
}
const after = (row) => rows[rows.indexOf(row) + 1]

form?.addEventListener('keydown', (event) => {
  const row = event.target.closest('.review')
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.matches('[type=radio]')) return answer(event, row)
  // Enter in a correction goes on with the sheet and sends nothing.
  if (event.key === 'Enter' && event.target.matches('input, select')) {
    event.preventDefault()
    standOn(after(row))
  }
})

function answer(event, row) {
  const chosen = choices(row)[Number(event.key) - 1]
  if (!chosen) return
  event.preventDefault()
  chosen.checked = true
  chosen.dispatchEvent(new Event('change', { bubbles: true }))
  if (chosen.value !== 'wrong') return standOn(after(row))
  row.querySelector('details').open = true
  row.querySelector('details input').focus()
}

// Somebody who comes with a mouse may go on with the keyboard.
if (rows.length > 0 && !document.querySelector('.error-summary')) choices(rows[0])[0].focus({ preventScroll: true })
