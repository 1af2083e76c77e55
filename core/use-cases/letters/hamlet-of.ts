const HAMLET = /^(thôn|ấp|bản|buôn|làng|xóm|khóm|khu phố|khu|tổ dân phố|tổ|đội|phum|sóc)\s+\S/iu

/** The hamlet (thôn, ấp, tổ dân phố) in an address as the Platform writes it; null when it names none. */
export function hamletOf(address: string | null): string | null {
  const parts = (address ?? '').normalize('NFC').split(/[,;]/)
  return parts.map((part) => part.replace(/\s+/g, ' ').trim()).find((part) => HAMLET.test(part)) ?? null
}
