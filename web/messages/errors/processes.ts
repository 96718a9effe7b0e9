/** Sentences of the module processes; see ../errors.ts. */
export const processes = {} as const;
