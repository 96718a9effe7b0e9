/** Sentences of the module notices; see ../errors.ts. */
export const notices = {} as const;
