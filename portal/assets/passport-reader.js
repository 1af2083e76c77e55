// Judges a health code that health-code.js has taken apart, without a server. Nothing is kept or sent. The order and the answers
// are those of platform/passport/verify.ts.

const [ES256, PS256] = [-7, -37]

/**
 * `code` null: the text was none. `trust.keys` and `revoked.kids` are the lists of this house. Answers `{ state, name?, birthDate?, on? }`; `state` is one of
 * valid, replaced, expired, bad_signature, unknown_key, irregular, not_a_passport.
 */
export async function judge(code, { trust, revoked, now }) {
  if (!code) return { state: 'not_a_passport' }
  const { cose, claims } = code
  const known = trust.keys.filter(({ kid }) => kid === hex(cose.kid))
  if (known.length === 0) return { state: 'unknown_key' }
  const signer = await firstThat(known, (key) => isSignedBy(cose, key))
  const entries = entriesOf(claims.certificate)
  if (!signer || entries.some(({ kind }) => signer.kinds.length > 0 && !signer.kinds.includes(kind)))
    return { state: 'bad_signature' }
  const seconds = Math.floor(now / 1000)
  const inTime = claims.iat <= seconds && seconds <= claims.exp && signer.validFrom <= now
  if (!inTime) return { state: 'expired' }
  const [entry] = entries
  if (entries.length !== 1 || entry.kind !== 'v') return { state: 'not_a_passport' }
  if (!isWellFormed(claims.certificate, entry.one)) return { state: 'irregular' }
  const on = await revokedOn(revoked, signer.kid, entry.one.get('ci'))
  if (on) return { state: 'replaced', on }
  return { state: 'valid', name: nameOf(claims.certificate.get('nam')), birthDate: claims.certificate.get('dob') }
}

/** Compact JWS of one of our lists: its content when a key of `keys` signed it, else null. Without keys the list brings its own. */
export async function openList(jws, keys = null) {
  const [head, body, signature] = jws.trim().split('.')
  const { alg, kid } = JSON.parse(utf8(fromBase64Url(head)))
  const list = JSON.parse(utf8(fromBase64Url(body)))
  const key = (keys ?? list.keys).find((one) => one.kid === kid)
  if (!key || (alg === 'ES256' ? ES256 : PS256) !== key.alg) return null
  const holds = await verify(key, fromBase64Url(signature), new TextEncoder().encode(`${head}.${body}`))
  return holds ? list : null
}

/** The key decides how, never the message alone. */
async function isSignedBy({ head, payload, signature, alg }, key) {
  if (alg !== key.alg || (alg === ES256 && signature.length !== 64)) return false
  const start = new Uint8Array([0x84, 0x6a, ...new TextEncoder().encode('Signature1')])
  const signed = joined(start, sized(head), new Uint8Array([0x40]), sized(payload))
  return verify(key, signature, signed).catch(() => false)
}

async function verify({ alg, spki }, signature, signed) {
  const [named, way] =
    alg === ES256
      ? [
          { name: 'ECDSA', namedCurve: 'P-256' },
          { name: 'ECDSA', hash: 'SHA-256' },
        ]
      : [
          { name: 'RSA-PSS', hash: 'SHA-256' },
          { name: 'RSA-PSS', saltLength: 32 },
        ]
  const key = await crypto.subtle.importKey('spki', fromBase64Url(spki), named, false, ['verify'])
  return crypto.subtle.verify(way, key, signature, signed)
}

function sized(bytes) {
  const { length } = bytes
  const head = length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255]
  return joined(new Uint8Array(head), bytes)
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function entriesOf(certificate) {
  return ['v', 't', 'r'].flatMap((kind) => {
    const list = certificate.get(kind)
    return Array.isArray(list) ? list.map((one) => ({ kind, one })) : []
  })
}

/** The rules of schema 1.3.x for one dose, as the server asks them too. */
function isWellFormed(certificate, entry) {
  const [name, birthDate] = [certificate.get('nam'), certificate.get('dob')]
  if (!(name instanceof Map) || !(entry instanceof Map)) return false
  const short = (value) => typeof value === 'string' && [...value].length <= 80
  const isLike = (pattern, value) => typeof value === 'string' && pattern.test(value)
  const isName = ['fn', 'gn'].every((part) => !name.has(part) || short(name.get(part)))
  const plain = ['fnt', 'gnt'].filter((part) => name.has(part))
  return (
    !['t', 'r'].some((kind) => certificate.has(kind)) &&
    isLike(/^\d+.\d+.\d+$/, certificate.get('ver')) &&
    isLike(/^((19|20)\d\d(-\d\d){0,2})?$/, birthDate) &&
    isName &&
    plain.length > 0 &&
    plain.every((part) => short(name.get(part)) && /^[A-Z<]*$/.test(name.get(part))) &&
    ['tg', 'vp', 'mp', 'ma'].every((field) => typeof entry.get(field) === 'string') &&
    isLike(/[A-Z]/, entry.get('co')) &&
    ['is', 'ci'].every((field) => short(entry.get(field))) &&
    ['dn', 'sd'].every((field) => Number.isInteger(entry.get(field)) && entry.get(field) >= 1) &&
    isDate(entry.get('dt'))
  )
}

function isDate(text) {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function nameOf(name) {
  const part = (one, other) => [name.get(one), name.get(other)].filter(Boolean).join(' ')
  return part('fn', 'gn') || part('fnt', 'gnt').replace(/</g, ' ')
}

/** ISO moment at which the code was taken back; null when it stands on no list. */
async function revokedOn({ kids }, kid, ci) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ci)))
  const name = hex(hash.subarray(0, 16))
  return kids[kid]?.[name] ?? kids['']?.[name] ?? null
}

async function firstThat(list, holds) {
  for (const one of list) if (await holds(one)) return one
  return null
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const utf8 = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Base64 of either alphabet. */
function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
}
