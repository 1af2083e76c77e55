/** Whom one can pretend to be. Names, birth dates and phones stand in the practice commune's records, so that a look-up finds them. */
export interface PretendedPerson {
  key: string
  name: string
  birthDate: string
  /** As the account knows it. */
  phone: string
  chatId: number
  zaloId: string
}

const person = (key: string, name: string, birthDate: string): PretendedPerson => ({
  key,
  name,
  birthDate,
  phone: `+8490000000${key}`,
  chatId: 2_000_000_000 + Number(key),
  zaloId: `300000000000000000${key}`,
})

export const PRETENDED_PEOPLE: readonly PretendedPerson[] = [
  person('1', 'Nguyễn Thị Minh Hoa', '17/05/1990'),
  person('2', 'Trần Văn An', '24/02/2002'),
  person('3', 'Giàng A Sùng', '01/01/1961'),
  person('4', 'Lê Hoàng Yến', '12/09/1985'),
]
