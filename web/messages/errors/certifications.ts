/** Sentences of the module certifications; see ../errors.ts. */
export const certifications = {} as const;
