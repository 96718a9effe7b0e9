// Links of a Word file as LibreOffice keeps them. Only for a copy that is printed. Pure.

const STYLE = 'MotcuaLink';
const LINK = /(<w:hyperlink\b[^>]*[^>/]>)([\s\S]*?)(?=<\/w:hyperlink>)/g;
const RUN = /<w:r(?: [^>]*)?>(?!<w:rPr>)|(<w:r(?: [^>]*)?><w:rPr>)(?!<w:rStyle\b)/g;
const NAMED = `<w:rStyle w:val="${STYLE}"/>`;

export const hasLinks = (xml: string) => xml.includes('<w:hyperlink');

/**
 * Both parts with a character style, which says nothing of their look, for runs of links that name none: LibreOffice (7.4) leaves out of its PDF the
 * links whose words have no style of characters.
 */
export function styledLinks(xml: string, styles: string): { xml: string; styles: string } {
  const end = styles.lastIndexOf('</w:styles>');
  if (end < 0) return { xml, styles };
  const named = xml.replace(LINK, (_, link: string, runs: string) => {
    return (
      link + runs.replace(RUN, (run, properties?: string) => (properties ? properties + NAMED : `${run}<w:rPr>${NAMED}</w:rPr>`))
    );
  });
  const style = `<w:style w:type="character" w:customStyle="1" w:styleId="${STYLE}"><w:name w:val="${STYLE}"/></w:style>`;
  return { xml: named, styles: styles.slice(0, end) + style + styles.slice(end) };
}
