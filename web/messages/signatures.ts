/** Texts of signatures. */
export const signatures = {} as const;
