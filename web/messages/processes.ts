/** Texts of processes. */
export const processes = {} as const;
