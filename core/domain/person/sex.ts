import { repairMarks } from './marks.ts'

export type Sex = 'male' | 'female'

/** Reads Nam/Nữ, English words, letters, and the numbers of Platform exports (1 male, 0 or 2 female). */
export function readSex(text: string): Sex | null {
  return WORDS[repairMarks(text).trim().toLowerCase()] ?? null
}

const WORDS: Readonly<Record<string, Sex>> = {
  nam: 'male',
  male: 'male',
  m: 'male',
  '1': 'male',
  trai: 'male',
  ông: 'male',
  man: 'male',
  nữ: 'female',
  nư: 'female',
  nu: 'female',
  female: 'female',
  f: 'female',
  '0': 'female',
  '2': 'female',
  gái: 'female',
  bà: 'female',
  woman: 'female',
}
