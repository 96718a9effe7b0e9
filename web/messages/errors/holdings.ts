/** Sentences of the module holdings; see ../errors.ts. */
export const holdings = {} as const;
