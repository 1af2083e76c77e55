import { expect, test } from 'vitest'
import { networkOf } from '../../../portal/middleware/origin-of.ts'

test('L07 a visitor is counted with the /24 or /64 they stand in, however the address is written', () => {
  expect(networkOf('203.0.113.7')).toBe(networkOf('203.0.113.250'))
  expect(networkOf('::ffff:203.0.113.7')).toBe(networkOf('203.0.113.7'))
  expect(networkOf('203.0.113.7')).not.toBe(networkOf('203.0.114.7'))
  const home = networkOf('2001:db8:0:7::1')
  for (const same of ['2001:0db8:0000:0007:ffff::1', '2001:DB8:0:7:a:b:c:d', '2001:db8:0:7::'])
    expect(networkOf(same), same).toBe(home)
  for (const other of ['2001:db8:0:8::1', '2001:db8::7', '::1']) expect(networkOf(other), other).not.toBe(home)
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2%eth1'))
  expect(networkOf('')).toBe('')
})
