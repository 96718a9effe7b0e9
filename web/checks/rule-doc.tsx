import type { ReactNode } from 'react';
import { useText } from '../ui/text.tsx';

type Block = { kind: 'heading' | 'text' | 'code' | 'list'; lines: string[] };

/** A rule's document: headings, paragraphs, lists, examples. Only what these documents use of Markdown. */
export function RuleDoc({ text }: { text: string }) {
  return (
    <div className="rule-doc">
      {blocksOf(text).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
        <BlockOf key={i} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block: { kind, lines } }: { block: Block }) {
  if (kind === 'heading') return <h3>{inline(lines.join(' ').replace(/^#+\s*/, ''))}</h3>;
  if (kind === 'code') return <Example lines={lines} />;
  if (kind === 'list') {
    return (
      <ul>
        {lines.map((line) => (
          <li key={line}>{inline(line.replace(/^[-*]\s+/, ''))}</li>
        ))}
      </ul>
    );
  }
  return <p>{inline(lines.join(' '))}</p>;
}

// In the documents `{R01}` ends a line that must be found, `{R01 note}` one that is only remarked.
function Example({ lines }: { lines: readonly string[] }) {
  const { t } = useText();
  return (
    <pre>
      {lines.map((line, i) => {
        const [, before = line, level = ''] = /^(.*?)\s*\{R\d+\s*(\w*)\}\s*$/.exec(line) ?? [];
        const is_found = before !== line;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          <span key={i} className="example-line">
            {before}
            {is_found && (
              <span className="example-found"> ← {t(level === 'note' ? 'checks.example_noted' : 'checks.example_found')}</span>
            )}
            {'\n'}
          </span>
        );
      })}
    </pre>
  );
}

/** Lines put together to blocks. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let is_code = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('```')) {
      is_code = !is_code;
      open = null;
      if (is_code) {
        open = { kind: 'code', lines: [] };
        blocks.push(open);
      }
      continue;
    }
    if (is_code) {
      open?.lines.push(line);
      continue;
    }
    const kind = line.trim() === '' ? null : line.startsWith('#') ? 'heading' : /^[-*]\s/.test(line) ? 'list' : 'text';
    if (kind === null) open = null;
    else if (open?.kind === kind && kind !== 'heading') open.lines.push(line);
    else if (open?.kind === 'list' && /^\s+\S/.test(line)) open.lines[open.lines.length - 1] += ` ${line.trim()}`;
    else {
      open = { kind, lines: [line] };
      blocks.push(open);
    }
  }
  // The first heading repeats the rule's title, which stands above.
  return blocks[0]?.kind === 'heading' ? blocks.slice(1) : blocks;
}

function inline(text: string): ReactNode {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part, i) =>
    part.startsWith('**') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <strong key={i}>{part.slice(2, -2)}</strong>
    ) : part.startsWith('`') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <code key={i}>{part.slice(1, -1)}</code>
    ) : (
      part
    ),
  );
}
