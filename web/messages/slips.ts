/** Texts of slips. */
export const slips = {} as const;
