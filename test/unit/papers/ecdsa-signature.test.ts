import { generateKeyPairSync, sign, verify } from 'node:crypto'
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
