/** Columns of text, padded: left, or right for figures. Rows may have fewer cells than there are columns. */
export function table(rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[]): string {
  // Vietnamese letters are one character each once composed.
  const width = (text: string) => [...text.normalize('NFC')].length;
  const widths = align.map((_, i) => Math.max(0, ...rows.map((row) => width(row[i] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((text, i) => {
          const gap = ' '.repeat((widths[i] as number) - width(text));
          return align[i] === 'right' ? gap + text : text + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Writes to stdout and waits until it is taken: a pipe may be slower than we are, and the process is about to end. */
export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve())));
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
