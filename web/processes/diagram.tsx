import { useEffect, useRef } from 'react';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';
import { BOX, layOut } from './layout.ts';
import { limitWords } from './words.ts';

export type ShownStep = {
  code: string;
  name_vi: string;
  name_en: string;
  leg: string | null;
  next: readonly string[];
  fork: 'one' | 'all';
  limit: { unit: 'hour' | 'working_day' | 'percent'; amount: number } | null;
};
export type ShownLeg = { code: string; name_vi: string; name_en: string };

/** How a step stands: not reached, done in time, done late, open, open and late. */
export type Mark = 'ahead' | 'done' | 'late' | 'open' | 'open_late';

type Props = {
  label: string;
  steps: readonly ShownStep[];
  legs: readonly ShownLeg[];
  /** Marks and a short line (a day, a name) under the name, by the step's code. */
  marks?: Readonly<Record<string, { mark: Mark; line?: string }>>;
  /** Codes with a fault. */
  faulty?: ReadonlySet<string>;
  chosen?: string | null;
  onChoose?: (code: string) => void;
};

/** A process as boxes and lines: legs are lanes, ways that run at once lie one below the other. */
export function Diagram({ label, steps, legs, marks = {}, faulty, chosen, onChoose }: Props) {
  const { lang, tCode, t } = useText();
  const drawn = layOut(
    steps,
    legs.map((leg) => leg.code),
  );
  const name = (of: { name_vi: string; name_en: string }) => (lang === 'vi' ? of.name_vi : of.name_en);
  const by_code = new Map(steps.map((step) => [step.code, step]));
  // Wider than the window it shows where the dossier is.
  const place = useRef<HTMLDivElement>(null);
  const open_at = drawn.nodes.find((node) => marks[node.code]?.mark.startsWith('open'))?.x ?? 0;
  useEffect(() => {
    const box = place.current?.parentElement;
    if (box && open_at + BOX.width > box.clientWidth) box.scrollLeft = open_at - (box.clientWidth - BOX.width) / 2;
  }, [open_at]);
  return (
    <ScrollBox label={label}>
      <div className="diagram" ref={place} style={{ width: drawn.width, height: drawn.height }}>
        <svg width={drawn.width} height={drawn.height} aria-hidden="true" focusable="false">
          <defs>
            <marker id="process-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" fill="#5d6b80" />
            </marker>
          </defs>
          {legs.length > 0 &&
            drawn.lanes.map((lane, index) => (
              <rect
                key={lane.leg ?? '-'}
                x={0}
                y={lane.y}
                width={drawn.width}
                height={lane.height}
                fill={index % 2 === 0 ? '#f4f6f9' : '#eaf1f9'}
              />
            ))}
          {drawn.edges.map((edge) => (
            <path
              key={`${edge.from}-${edge.to}`}
              d={edge.path}
              fill="none"
              stroke="#5d6b80"
              strokeWidth={1.6}
              strokeDasharray={
                by_code.get(edge.from)?.fork === 'one' && (by_code.get(edge.from)?.next.length ?? 0) > 1 ? '5 4' : undefined
              }
              markerEnd="url(#process-arrow)"
            />
          ))}
        </svg>
        {legs.length > 0 &&
          drawn.lanes.map((lane) => {
            const leg = legs.find((one) => one.code === lane.leg);
            return (
              <div key={lane.leg ?? '-'} className="diagram-lane" style={{ top: lane.y + 6 }}>
                {leg ? name(leg) : t('processes.no_leg')}
              </div>
            );
          })}
        <ol className="diagram-steps">
          {drawn.nodes.map((node, index) => {
            const step = by_code.get(node.code) as ShownStep;
            const { mark = 'ahead', line } = marks[node.code] ?? {};
            const body = (
              <>
                <span className="diagram-name">
                  {index + 1}. {name(step)}
                </span>
                <span className="diagram-line">{line ?? limitWords(step.limit, lang) ?? ''}</span>
                {mark !== 'ahead' && <span className="visually-hidden">{tCode('processes.mark', mark)}</span>}
              </>
            );
            const look = `diagram-step mark-${mark} ${faulty?.has(node.code) ? 'is-faulty' : ''} ${chosen === node.code ? 'is-chosen' : ''}`;
            const style = { left: node.x, top: node.y, width: BOX.width, height: BOX.height };
            return (
              <li key={node.code} style={style} className="diagram-place">
                {onChoose ? (
                  <button type="button" className={look} onClick={() => onChoose(node.code)}>
                    {body}
                  </button>
                ) : (
                  <div className={look}>{body}</div>
                )}
              </li>
            );
          })}
        </ol>
      </div>
    </ScrollBox>
  );
}
