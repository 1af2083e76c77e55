import { alphaTwo, COUNTRY_CODES } from './countries.ts'

type Locale = 'vi' | 'en'

/** The name of a country in the language of the page; the code itself for what is no country. */
export function countryName(alphaThree: string, locale: Locale): string {
  const two = alphaTwo(alphaThree)
  return (two && NAMES[locale].of(two)) ?? alphaThree
}

/** Every country of the list, sorted as the language sorts. */
export function countryNames(locale: Locale): string[] {
  return COUNTRY_CODES.map((code) => countryName(code, locale)).sort(new Intl.Collator(locale).compare)
}

/**
 * A country as people type it: its Vietnamese or English name with or without marks, or its code; null when unknown. Names
 * come first: "Nga" is Russia, while the code NGA of a passport is Nigeria, so codes of machines do not come here.
 */
export function readCountry(text: string): string | null {
  return CODE_OF.get(folded(text)) ?? null
}

const NAMES = { vi: regionNames('vi'), en: regionNames('en') }

/** What people say where the official name is longer or another. */
const ALSO: Readonly<Record<string, string>> = {
  'han quoc': 'KOR',
  korea: 'KOR',
  'south korea': 'KOR',
  'nam han': 'KOR',
  'bac han': 'PRK',
  'north korea': 'PRK',
  my: 'USA',
  america: 'USA',
  'united states of america': 'USA',
  anh: 'GBR',
  uk: 'GBR',
  england: 'GBR',
  'great britain': 'GBR',
  'dai loan': 'TWN',
  'hong kong': 'HKG',
  'hong cong': 'HKG',
  'ma cao': 'MAC',
  macau: 'MAC',
  macao: 'MAC',
  uc: 'AUS',
  lao: 'LAO',
  'mien dien': 'MMR',
  burma: 'MMR',
  'cong hoa sec': 'CZE',
  'czech republic': 'CZE',
  'tay ban nha': 'ESP',
  'thuy si': 'CHE',
  turkey: 'TUR',
  'tho nhi ky': 'TUR',
}

const CODE_OF: ReadonlyMap<string, string> = new Map([
  ...COUNTRY_CODES.map((code) => [code.toLowerCase(), code] as const),
  ...COUNTRY_CODES.flatMap((code) => [
    [folded(countryName(code, 'vi')), code] as const,
    [folded(countryName(code, 'en')), code] as const,
  ]),
  ...Object.entries(ALSO),
])

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function regionNames(locale: Locale): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })
}
