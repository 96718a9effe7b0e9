/**
 * A link of a document as a path of this product. Documents name the product's public address, which may be another than
 * the one it is being read at; other addresses stay as they are.
 */
export function localPath(link: string): string {
  try {
    const { pathname, search } = new URL(link, 'http://localhost');
    return pathname === '/figures/records' ? pathname + search : link;
  } catch {
    return link;
  }
}
