/** Texts of desk. */
export const desk = {} as const;
