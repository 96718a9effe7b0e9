/** Sentences of the module signatures; see ../errors.ts. */
export const signatures = {} as const;
