import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { StaffRole } from '../../core/domain/role.ts'

/** One invented officer of each role. */
export const PRACTICE_STAFF: readonly { login: string; fullName: string; role: StaffRole; unitId: string }[] = [
  { login: 'tram', fullName: 'Y sĩ Thực Hành', role: 'clerk', unitId: 'tyt-mau' },
  { login: 'truongtram', fullName: 'Trưởng trạm Thực Hành', role: 'head', unitId: 'tyt-mau' },
  { login: 'congan', fullName: 'Công an viên Thực Hành', role: 'police_officer', unitId: 'ca-mau' },
  { login: 'truongcongan', fullName: 'Trưởng công an Thực Hành', role: 'police_chief', unitId: 'ca-mau' },
  { login: 'huyen', fullName: 'Cán bộ Huyện Thực Hành', role: 'district', unitId: 'ttyt-mau' },
  { login: 'tinh', fullName: 'Cán bộ Tỉnh Thực Hành', role: 'province', unitId: 'syt-mau' },
  { login: 'giupdan', fullName: 'Trưởng thôn Thực Hành', role: 'helper', unitId: 'tyt-mau' },
  { login: 'kiemtra', fullName: 'Kiểm tra viên Thực Hành', role: 'auditor', unitId: 'syt-mau' },
]

/** Made from the installation's own key: another installation has other passwords, and none stands in the code. */
export function practicePassword(masterKey: Buffer, login: string): string {
  return `${login}-${derived(masterKey, `password ${login}`).toString('hex').slice(0, 10)}`
}

export function practiceTotpSecret(masterKey: Buffer, login: string): string {
  return new Secret({ buffer: Uint8Array.from(derived(masterKey, `totp ${login}`).subarray(0, 20)).buffer }).base32
}

export interface PracticeAccount {
  login: string
  role: StaffRole
  password: string
  /** The code an authenticator would show now. */
  code: string
}

export function practiceAccounts(masterKey: Buffer, now: Date): PracticeAccount[] {
  return PRACTICE_STAFF.map(({ login, role }) => ({
    login,
    role,
    password: practicePassword(masterKey, login),
    code: new TOTP({ secret: Secret.fromBase32(practiceTotpSecret(masterKey, login)) }).generate({
      timestamp: now.getTime(),
    }),
  }))
}

function derived(masterKey: Buffer, purpose: string): Buffer {
  return createHmac('sha256', masterKey).update(`practice ${purpose}`).digest()
}
