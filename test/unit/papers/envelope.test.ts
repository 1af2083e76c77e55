import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newWrappedKey, open, openText, seal, sealText, unwrapKey } from '../../../platform/crypto/envelope.ts'

const masterKey = randomBytes(32)
const photo = randomBytes(5000)

test('C11 a photo sealed with the key of its case opens with that key', () => {
  const wrapped = newWrappedKey(masterKey)
  const sealed = seal(unwrapKey(masterKey, wrapped), photo, 'case 7, photo 1')
  expect(sealed.includes(photo.subarray(0, 16))).toBe(false)
  expect(open(unwrapKey(masterKey, wrapped), sealed, 'case 7, photo 1')).toEqual(photo)
})

test('C12 without its wrapped key a photo stays shut, whoever holds the master key', () => {
  const sealed = seal(unwrapKey(masterKey, newWrappedKey(masterKey)), photo, 'case 7')
  expect(() => open(masterKey, sealed, 'case 7')).toThrow('do not open')
  expect(() => open(unwrapKey(masterKey, newWrappedKey(masterKey)), sealed, 'case 7')).toThrow('do not open')
})

test('another master key does not unwrap', () => {
  expect(() => unwrapKey(randomBytes(32), newWrappedKey(masterKey))).toThrow('do not open')
})

test('no byte can be changed, and none moved to another case', () => {
  const key = randomBytes(32)
  const sealed = seal(key, Buffer.from('x'), 'case 7')
  expect(() => open(key, sealed, 'case 8')).toThrow('do not open')
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed[i]! ^= 1
    expect(() => open(key, changed, 'case 7')).toThrow()
  }
  expect(() => open(key, sealed.subarray(0, 20), 'case 7')).toThrow('too short')
})

test('the same text sealed twice looks different, and a short key is refused', () => {
  const key = randomBytes(32)
  const [a, b] = [sealText(key, 'Nguyễn', 'x'), sealText(key, 'Nguyễn', 'x')]
  expect(a).not.toBe(b)
  expect(openText(key, a, 'x')).toBe('Nguyễn')
  expect(() => sealText(randomBytes(16), 'a', 'x')).toThrow('32 bytes')
})
