import { foldMarks } from '../person/marks.ts'

export interface HouseholdFacts {
  fullName: string
  address: string | null
  phone: string | null
}

/**
 * People who probably live in one house: the same house number in the address and the same surname, or the same phone.
 * Only a suggestion for the order of a sheet: a phone is lent, and not everybody under one roof bears one surname.
 */
export function likelyHouseholds<T extends HouseholdFacts>(people: readonly T[]): T[][] {
  const homeOf = new Map<string, T[]>()
  for (const person of people) {
    const known = keysOf(person).flatMap((key) => homeOf.get(key) ?? [])
    const home = [...new Set(known), person]
    for (const key of home.flatMap(keysOf)) homeOf.set(key, home)
  }
  const homes = people.map((person) => homeOf.get(keysOf(person)[0] ?? '') ?? [person])
  return [...new Set(homes)].map((home) => people.filter((person) => home.includes(person)))
}

function keysOf({ fullName, address, phone }: HouseholdFacts): string[] {
  const [surname = ''] = plain(fullName).split(' ')
  const house = houseOf(address)
  return [...(house ? [`a|${house}|${surname}`] : []), ...(phone ? [`p|${phone}`] : [])]
}

/** An address that names only hamlet and commune (`Thôn 3, xã Mẫu`) is the address of everybody there, and of no household. */
function houseOf(address: string | null): string | null {
  const parts = plain(address ?? '').split(/\s*[,;]\s*/)
  const [first = ''] = parts
  const isHouse = /\d/.test(first) && !AREA.test(first)
  return isHouse ? parts.join(',') : null
}

const AREA =
  /^(thon|ap|ban|buon|lang|xom|khom|khu pho|khu|to dan pho|to|doi|phum|soc|xa|phuong|thi tran|huyen|quan|tinh) /

const plain = (text: string) => foldMarks(text.normalize('NFC')).toLowerCase().trim().replace(/\s+/g, ' ')
