import { isForeigner } from '../../core/domain/person/record-class.ts'
import { foldHeader } from './record-columns.ts'

/** ISO code of a country written in Vietnamese or English; VN when nothing is written, ZZ for what we do not know. */
export function nationalityCode(text: string): string {
  if (!isForeigner(text)) return 'VN'
  const folded = foldHeader(text)
  return /^[a-z]{2}$/u.test(folded) ? folded.toUpperCase() : (CODES.get(folded) ?? 'ZZ')
}

const CODES: ReadonlyMap<string, string> = countryNames()

function countryNames(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const languages = ['vi', 'en'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  )
  const names = codes.flatMap((code) =>
    languages.map((language) => [foldHeader(language.of(code) ?? ''), code] as const),
  )
  return new Map(names.filter(([name]) => name !== ''))
}
