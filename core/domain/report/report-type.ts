/** What a citizen may report (domain 2.1). `identity` goes to the police branch, `dose` to the injecting facility. */
export type ReportBranch = 'identity' | 'dose' | 'contact' | 'other'

export const REPORT_TYPES = {
  WRONG_NAME: { branch: 'identity', fields: ['fullName'] },
  WRONG_DOB: { branch: 'identity', fields: ['birthDate'] },
  WRONG_SEX: { branch: 'identity', fields: ['sex'] },
  WRONG_OR_MISSING_ID: { branch: 'identity', fields: ['idNumber'] },
  WRONG_PHONE: { branch: 'contact', fields: ['phone'] },
  MISSING_DOSE: { branch: 'dose', fields: [] },
  MISSING_ALL_DOSES: { branch: 'dose', fields: [] },
  WRONG_VACCINE_OR_LOT: { branch: 'dose', fields: [] },
  WRONG_DATE: { branch: 'dose', fields: [] },
  WRONG_FACILITY: { branch: 'dose', fields: [] },
  DOSE_NOT_MINE: { branch: 'dose', fields: [] },
  DUPLICATE_OR_SPLIT_PROFILE: { branch: 'other', fields: [] },
  NO_PASSPORT_YET: { branch: 'other', fields: [] },
  OTHER: { branch: 'other', fields: [] },
} as const satisfies Record<string, { branch: ReportBranch; fields: readonly IdentityField[] | readonly ['phone'] }>

export type ReportType = keyof typeof REPORT_TYPES

/** The four mandatory fields of 9438: only these go to the police, only the police change them. */
export const IDENTITY_FIELDS = ['fullName', 'birthDate', 'sex', 'idNumber'] as const

export type IdentityField = (typeof IDENTITY_FIELDS)[number]

export function branchOf(type: ReportType): ReportBranch {
  return REPORT_TYPES[type].branch
}
