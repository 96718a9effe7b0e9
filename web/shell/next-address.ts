/** Where to go after signing in: only an address of this product, so that a link cannot lead elsewhere. */
export function nextAddress(asked: string | null): string {
  if (!asked?.startsWith('/') || asked.startsWith('//') || asked.includes('\\')) return '/';
  return asked.startsWith('/sign-in') ? '/' : asked;
}
