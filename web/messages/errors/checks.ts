/** Sentences of the module checks; see ../errors.ts. */
export const checks = {} as const;
