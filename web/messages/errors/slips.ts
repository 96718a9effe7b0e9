/** Sentences of the module slips; see ../errors.ts. */
export const slips = {} as const;
