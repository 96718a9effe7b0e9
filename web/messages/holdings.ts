/** Texts of holdings. */
export const holdings = {} as const;
