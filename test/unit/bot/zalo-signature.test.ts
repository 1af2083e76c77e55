import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isSignedByZalo, matchingVariant } from '../../../bot/zalo/signature.ts'
import { sharedData } from '../../support/shared-data.ts'

interface Vectors {
  app_id: string
  oa_secret_key: string
  vectors: { name: string; raw: string; timestamp: string; signature: string }[]
}

const {
  app_id: appId,
  oa_secret_key: oaSecret,
  vectors,
}: Vectors = JSON.parse(readFileSync(sharedData('zalo/_signature-vectors.json'), 'utf8'))
const proof = { appId, oaSecret }
const claimed = (timestamp: string) => ({ appId, oaId: '1000000000000000001', timestamp })

test.each(vectors)('L06 the $name bytes are signed by Zalo', ({ raw, timestamp, signature }) => {
  expect(isSignedByZalo(Buffer.from(raw), signature, claimed(timestamp), proof)).toBe(true)
})

test('L06 the same JSON in other bytes is not', () => {
  expect(vectors).toHaveLength(5)
  for (const { raw, timestamp, signature } of vectors) {
    const again = JSON.stringify(JSON.parse(raw), null, 1)
    expect(isSignedByZalo(Buffer.from(again), signature, claimed(timestamp), proof)).toBe(false)
  }
})

test('L06 a changed byte, time, app, secret or header is not', () => {
  const [{ raw, timestamp, signature } = { raw: '', timestamp: '', signature: '' }] = vectors
  const bytes = Buffer.from(raw)
  const isSigned = (body: Buffer, header: string | undefined, at = timestamp, with_ = proof) =>
    isSignedByZalo(body, header, claimed(at), with_)
  expect(isSigned(Buffer.from(raw.replace('Tra', 'tra')), signature)).toBe(false)
  expect(isSigned(bytes, signature, '1767225601001')).toBe(false)
  expect(isSigned(bytes, signature, '')).toBe(false)
  expect(isSigned(bytes, signature, timestamp, { ...proof, oaSecret: 'another' })).toBe(false)
  expect(isSigned(bytes, signature, timestamp, { ...proof, appId: '2000000000000000002' })).toBe(false)
  for (const header of [undefined, '', 'mac=', signature.slice(4), `${signature}0`, signature.replace('mac', 'sha256')])
    expect(isSigned(bytes, header), String(header)).toBe(false)
})

test('L06 the operator is told which misreading would have matched, and nothing when none would', () => {
  const [{ raw, timestamp, signature } = { raw: '', timestamp: '', signature: '' }] = vectors
  const bytes = Buffer.from(raw)
  expect(matchingVariant(bytes, signature, claimed(timestamp), proof, undefined)).toBe('app_id_body_time')
  expect(matchingVariant(bytes, signature, claimed('1'), proof, timestamp)).toBe('app_id_header_time')
  const byOa = { appId: 'another', oaId: appId, timestamp }
  expect(matchingVariant(bytes, signature, byOa, { ...proof, appId: 'another' }, undefined)).toBe('oa_id_body_time')
  expect(matchingVariant(bytes, `mac=${'0'.repeat(64)}`, claimed(timestamp), proof, timestamp)).toBeNull()
})
