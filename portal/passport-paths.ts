/** URLs of the own vaccine passport, its paper and its lists. */
export const passportPaths = {
  renew: '/ho-chieu/gia-han',
  paper: '/ho-chieu/giay.pdf',
  link: '/ho-chieu/lien-ket',
  download: (token: string) => `/ho-chieu/tai/${token}`,
  name: '/ho-chieu/ten',
  fhir: '/ho-chieu/fhir.json',
  smartHealthCard: '/ho-chieu/the-suc-khoe',
  /** For the page that checks codes, and other verifiers. */
  trustList: '/xac-thuc/khoa.jws',
  revocationList: '/xac-thuc/thu-hoi.jws',
  keys: '/.well-known/jwks.json',
  counterPaper: (personId: string) => `/can-bo/quay/nguoi/${personId}/ho-chieu.pdf`,
} as const
