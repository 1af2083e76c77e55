// Vietnamese marks for a keyboard without them: Telex, VNI, and letters to tap. Loaded only when somebody asks for it.

const TONES = { s: '\u0301', f: '\u0300', r: '\u0309', x: '\u0303', j: '\u0323' }
const VNI_TONES = { 1: 's', 2: 'f', 3: 'r', 4: 'x', 5: 'j' }
const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/g
const SHAPED = /[ăâêôơư]/gi
/** Last letter typed, to the letters before it that it changes. */
const TELEX = { a: ['a', 'â'], e: ['e', 'ê'], o: ['o', 'ô'], d: ['d', 'đ'] }
const VNI = { 6: { a: 'â', e: 'ê', o: 'ô' }, 7: { u: 'ư', o: 'ơ' }, 8: { a: 'ă' }, 9: { d: 'đ' } }
const WITH_W = { a: 'ă', o: 'ơ', u: 'ư' }

/** The field turns keys into marks as they are typed; `keys` are buttons that do the same with one tap. */
export function helpTyping(field, keys) {
  let on = true
  field.addEventListener('input', (event) => {
    if (on && event.inputType === 'insertText' && event.data?.length === 1) change(field, event.data)
  })
  keys.addEventListener('click', ({ target }) => {
    const key = target.closest('[data-key]')?.dataset.key
    if (!key) return
    field.focus()
    insert(field, key)
    if (key in TONES) change(field, key)
  })
  return (next) => {
    on = next
  }
}

/** Reads the word before the caret, whose last letter is the key just typed. */
function change(field, key) {
  const end = field.selectionStart
  const [word = ''] = /[\p{L}\p{M}]*[\p{L}\d]$/u.exec(field.value.slice(0, end)) ?? []
  const next = keyed(word.slice(0, -1).normalize('NFC'), key)
  if (next === null) return
  field.setRangeText(next, end - word.length, end, 'end')
}

function insert(field, text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
}

/** The word with the key's mark, or null where the key is only a letter. */
export function keyed(word, typed) {
  const key = typed.toLowerCase()
  const tone = VNI_TONES[key] ?? (key in TONES ? key : null)
  if (tone) return toned(word, TONES[tone])
  if (key === 'z' && /[aeiouy]/i.test(bare(word))) return withoutTone(word)
  if (key === 'w') return shaped(withHorns(word), WITH_W)
  const pair = TELEX[key]
  return shaped(word, pair ? { [pair[0]]: pair[1] } : (VNI[key] ?? {})) ?? moved(word, typed)
}

/** A letter more may move the tone: hòa, hoàn. */
function moved(word, typed) {
  const [tone] = word.normalize('NFD').match(ANY_TONE) ?? []
  return tone && /\p{L}/u.test(typed) ? toned(word + typed, tone) : null
}

const withoutTone = (word) => word.normalize('NFD').replace(ANY_TONE, '').normalize('NFC')
const bare = (word) => word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
/** uo takes both horns at once. */
const withHorns = (word) => word.replace(/u(?=o)/i, (u) => (u === 'u' ? 'ư' : 'Ư'))

function shaped(word, shapes) {
  const letters = [...word]
  const at = letters.findLastIndex((letter) => withoutTone(letter).toLowerCase() in shapes)
  if (at < 0) return null
  const [, tone = ''] = /([\u0300\u0301\u0303\u0309\u0323])/.exec(letters[at].normalize('NFD')) ?? []
  const next = shapes[withoutTone(letters[at]).toLowerCase()]
  letters[at] = (letters[at] === letters[at].toLowerCase() ? next : next.toUpperCase()) + tone
  return letters.join('').normalize('NFC')
}

function toned(word, tone) {
  const plain = withoutTone(word)
  const at = vowelFor(plain)
  return at < 0 ? null : (plain.slice(0, at + 1) + tone + plain.slice(at + 1)).normalize('NFC')
}

/** On the shaped vowel; else on the second of a closed or three-vowel rhyme, else on the first: hoàn, ngoài, hòa. */
function vowelFor(word) {
  const shapedAt = [...word.matchAll(SHAPED)].at(-1)?.index
  if (shapedAt !== undefined) return shapedAt
  const start = /^(qu|gi(?=[aeiouy]))/i.exec(word)?.[0].length ?? 0
  const [, vowels = '', after = ''] = /([aeiouy]+)([^aeiouy]*)$/i.exec(word.slice(start)) ?? []
  if (!vowels) return -1
  const second = vowels.length === 3 || (vowels.length === 2 && after)
  return word.length - after.length - vowels.length + (second ? 1 : 0)
}
