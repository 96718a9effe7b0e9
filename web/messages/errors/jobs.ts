/** Sentences of the module jobs; see ../errors.ts. */
export const jobs = {} as const;
