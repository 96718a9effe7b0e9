/** Texts of the life of a dossier: time, fees, bulk work, lists of what is late. */
export const processing = {} as const;
