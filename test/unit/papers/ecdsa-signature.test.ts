import { generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derSignature, rawSignature } from '../../../platform/passport/ecdsa-signature.ts'

test('an ES256 signature has the same two forms here as in Node', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (let i = 0; i < 64; i += 1) {
    const message = Buffer.of(i)
    const der = sign('sha256', message, privateKey)
    const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, rawSignature(der))).toBe(true)
    expect(verify('sha256', message, publicKey, derSignature(raw))).toBe(true)
  }
})

test.each([
  ['zero', '00'],
  ['one byte', '01'],
  ['a first bit that is set', `80${'11'.repeat(31)}`],
  ['a zero in front', `${'00'.repeat(2)}ff${'22'.repeat(29)}`],
  ['all bits set', 'ff'.repeat(32)],
])('a number with %s comes back as it was', (_, hex) => {
  const number = Buffer.from(hex.padStart(64, '0'), 'hex')
  const raw = Buffer.concat([number, Buffer.alloc(32, 7)])
  expect(rawSignature(derSignature(raw))).toEqual(raw)
  const turned = Buffer.concat([Buffer.alloc(32, 7), number])
  expect(rawSignature(derSignature(turned))).toEqual(turned)
})

test('whatever 64 bytes stand there, our form and Node’s own are believed or refused alike, and nothing is thrown', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const message = Buffer.from('Sổ Tiêm')
  const right = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
  const edges = [Buffer.alloc(32), Buffer.alloc(32, 0xff), order, right.subarray(0, 32), right.subarray(32)]
  const number = fc.oneof(fc.constantFrom(...edges), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  fc.assert(
    fc.property(number, number, (r, s) => {
      const raw = Buffer.concat([r, s])
      const node = verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)
      expect(verify('sha256', message, publicKey, derSignature(raw))).toBe(node)
      expect(node).toBe(raw.equals(right))
    }),
    { numRuns: 300 },
  )
})
