import { foldMarks } from '../person/marks.ts'

/** A unit's name without marks and case. */
export function foldPlace(name: string): string {
  return foldMarks(name).toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** A commune's name without its kind, since people leave it out: `Phường 3` and `3`. */
export function foldCommune(name: string): string {
  return foldPlace(name).replace(/^(phuong|xa|thi tran|p\.|x\.|tt\.)\s*/u, '')
}

/** Is the second name the province of today that took in the first, one of the 63 of 2021 (or the same)? */
export function isSameProvince(then: string, now: string): boolean {
  return then === now || SUCCESSORS[then] === now || SUCCESSORS[now] === then
}

/** Provinces that changed their name on 01/07/2025 (data/cccd-provinces.json). */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'ha giang': 'tuyen quang',
  'bac kan': 'thai nguyen',
  'yen bai': 'lao cai',
  'hoa binh': 'phu tho',
  'bac giang': 'bac ninh',
  'vinh phuc': 'phu tho',
  'hai duong': 'hai phong',
  'thai binh': 'hung yen',
  'ha nam': 'ninh binh',
  'nam dinh': 'ninh binh',
  'quang binh': 'quang tri',
  'thua thien hue': 'hue',
  'quang nam': 'da nang',
  'binh dinh': 'gia lai',
  'phu yen': 'dak lak',
  'ninh thuan': 'khanh hoa',
  'binh thuan': 'lam dong',
  'kon tum': 'quang ngai',
  'dak nong': 'lam dong',
  'binh phuoc': 'dong nai',
  'binh duong': 'ho chi minh',
  'ba ria - vung tau': 'ho chi minh',
  'long an': 'tay ninh',
  'tien giang': 'dong thap',
  'ben tre': 'vinh long',
  'tra vinh': 'vinh long',
  'kien giang': 'an giang',
  'hau giang': 'can tho',
  'soc trang': 'can tho',
  'bac lieu': 'ca mau',
}
