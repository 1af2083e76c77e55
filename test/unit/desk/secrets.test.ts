import { TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { createSecrets } from '../../../platform/crypto/secrets.ts'
import { noon } from '../../support/clock.ts'

const secrets = createSecrets(Buffer.alloc(32, 7))

test('a password fits its own hash only, and no two hashes are alike', async () => {
  const [one, two] = await Promise.all([
    secrets.hashPassword('cây đa bến nước'),
    secrets.hashPassword('cây đa bến nước'),
  ])
  expect(one).not.toBe(two)
  expect(await secrets.passwordFits('cây đa bến nước'.normalize('NFD'), one)).toBe(true)
  expect(await secrets.passwordFits('cây đa bến nuoc', one)).toBe(false)
  expect(await secrets.passwordFits('', 'unset')).toBe(false)
})

test('K03 codes count for their own step and one either side', () => {
  const secret = secrets.newTotpSecret()
  const step = Math.floor(noon.getTime() / 30_000)
  const at = (steps: number) => new TOTP({ secret }).generate({ timestamp: noon.getTime() + steps * 30_000 })
  expect([-2, -1, 0, 1, 2].map((steps) => secrets.totpStep(secret, at(steps), noon))).toEqual([
    null,
    step - 1,
    step,
    step + 1,
    null,
  ])
  for (const wrong of ['', '12345', 'abcdef', '1234567']) expect(secrets.totpStep(secret, wrong, noon)).toBeNull()
})

test('sealed secrets open with their own key and label only', () => {
  expect(secrets.openText(secrets.sealText('JBSWY3DP'))).toBe('JBSWY3DP')
  const other = createSecrets(Buffer.alloc(32, 8))
  expect(() => other.openText(secrets.sealText('JBSWY3DP'))).toThrow()
  const sealed = secrets.sealBytes(Buffer.from('minutes'), 'returns/1.pdf')
  expect(secrets.openBytes(sealed, 'returns/1.pdf').toString()).toBe('minutes')
  expect(() => secrets.openBytes(sealed, 'returns/2.pdf')).toThrow()
})
