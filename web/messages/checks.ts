/** Texts of checks. */
export const checks = {} as const;
