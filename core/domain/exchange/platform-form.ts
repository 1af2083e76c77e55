/** Fields in the order of the Platform's edit form, so that a clerk reads one card from top to bottom (features G02). */
export const PLATFORM_FORM_ORDER = ['fullName', 'birthDate', 'sex', 'idNumber', 'phone'] as const

export type FormField = (typeof PLATFORM_FORM_ORDER)[number]

export const DOSE_FORM_ORDER = ['number', 'givenOn', 'vaccine', 'lot', 'place', 'removed'] as const

/** Paths of a row in the order in which the Platform's form asks for them; doses follow the person. */
export function inFormOrder(paths: readonly string[]): string[] {
  return [...paths].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

function rank(path: string): number {
  const order: readonly string[] = PLATFORM_FORM_ORDER
  if (order.includes(path)) return order.indexOf(path)
  return PLATFORM_FORM_ORDER.length + DOSE_FORM_ORDER.findIndex((field) => path.endsWith(`.${field}`))
}
