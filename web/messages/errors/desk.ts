/** Sentences of the module desk; see ../errors.ts. */
export const desk = {} as const;
