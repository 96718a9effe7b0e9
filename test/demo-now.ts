/** The moment tests load the demonstration at, so that its desks look the same on every run: a Friday morning, 20 November 2026, 09:00 in Vietnam. */
export const DEMO_NOW = new Date('2026-11-20T02:00:00Z');
