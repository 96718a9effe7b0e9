/** Texts of certifications. */
export const certifications = {} as const;
