import { readConfig } from '#lib/config';

let address: string | null = null;

/** Where readers of exported documents reach the product; told at start, when the port is known. */
export function configure(options: { public_url: string }): void {
  address = options.public_url.replace(/\/+$/, '');
}

/** Address that figures in documents link to. */
export function publicUrl(): string {
  if (address) return address;
  const { public_url, host, port } = readConfig();
  return public_url ?? `http://${host}:${port}`;
}
