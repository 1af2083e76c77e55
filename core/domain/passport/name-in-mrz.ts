import { mrzName } from '../papers/machine-readable-name.ts'

export type NameInMrz = 'same' | 'same_letters' | 'different'

/**
 * The recorded name against the one a travel passport prints (features H06). `printed`: A–Z and spaces, as readPassportMrz gives
 * it. `same_letters`: only the gaps differ, as where an office has split a double name; gates take both for one person.
 */
export function compareWithMrz(fullName: string, printed: string): NameInMrz {
  const ours = (mrzName(fullName) ?? '').replace(/<+/g, ' ')
  if (ours === printed) return 'same'
  return ours.replaceAll(' ', '') === printed.replaceAll(' ', '') ? 'same_letters' : 'different'
}
