import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { forget, moved, pagesOf, type ScanPage, turned } from './pages.ts';

type Props = {
  pages: readonly ScanPage[];
  onChange: (pages: ScanPage[]) => void;
  /** A file that is no page (TIFF, Word, Excel), to be sent alone; left out: such a file is refused. */
  onOther?: (file: File) => void;
  disabled?: boolean;
};

/** Pages from the scanner's folder, by dragging, or from the camera of a phone; put in order and turned before they are sent. */
export function PagesPicker({ pages, onChange, onOther, disabled = false }: Props) {
  const { t } = useText();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [is_over, setOver] = useState(false);
  const [is_refused, setRefused] = useState(false);
  const add = (list: FileList | null) => {
    const { pages: more, others } = pagesOf([...(list ?? [])]);
    const [other] = others;
    setRefused(other !== undefined && !onOther);
    if (more.length > 0) onChange([...pages, ...more]);
    else if (other && onOther) onOther(other);
  };
  const remove = (at: number) => {
    forget(pages.slice(at, at + 1));
    onChange(pages.filter((_, index) => index !== at));
  };
  const taken = (input: HTMLInputElement) => {
    add(input.files);
    // The same file may be chosen again.
    input.value = '';
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside are the first
    <div
      className={`scan-box ${is_over ? 'drop-here' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) add(event.dataTransfer.files);
      }}
    >
      <div className="scan-ways">
        <input
          ref={files}
          type="file"
          style={{ display: 'none' }}
          multiple
          accept={`.pdf,.png,.jpg,.jpeg,.webp${onOther ? ',.tif,.tiff,.docx,.xlsx' : ''}`}
          onChange={(event) => taken(event.target)}
        />
        <input
          ref={camera}
          type="file"
          style={{ display: 'none' }}
          accept="image/*"
          capture="environment"
          onChange={(event) => taken(event.target)}
        />
        <Button disabled={disabled} icon={<Icon name="upload" />} onClick={() => files.current?.click()}>
          {t('papers.choose')}
        </Button>
        <Button disabled={disabled} icon={<Icon name="camera" />} onClick={() => camera.current?.click()}>
          {t('papers.camera')}
        </Button>
        <span className="small">{t('papers.drop')}</span>
      </div>
      {is_refused && (
        <p className="red" role="alert">
          {t('papers.not_a_page')}
        </p>
      )}
      {pages.length > 0 && (
        <ol className="scan-pages" aria-label={t('papers.pages')}>
          {pages.map((page, at) => (
            <li key={page.key}>
              <div className="scan-sheet">
                {page.url ? (
                  <img src={page.url} alt={t('papers.page', { n: at + 1 })} style={{ transform: `rotate(${page.turn}deg)` }} />
                ) : (
                  <span className="scan-pdf">
                    <Icon name="report" size={28} />
                    <span>{page.file.name}</span>
                  </span>
                )}
              </div>
              <div className="scan-tools">
                <Tool
                  name="left"
                  label={t('papers.earlier', { n: at + 1 })}
                  off={disabled || at === 0}
                  onClick={() => onChange(moved(pages, at, -1))}
                />
                <Tool
                  name="right"
                  label={t('papers.later', { n: at + 1 })}
                  off={disabled || at === pages.length - 1}
                  onClick={() => onChange(moved(pages, at, 1))}
                />
                {page.kind === 'picture' && (
                  <Tool
                    name="turn"
                    label={t('papers.turn', { n: at + 1 })}
                    off={disabled}
                    onClick={() => onChange(turned(pages, at))}
                  />
                )}
                <Tool name="close" label={t('papers.remove', { n: at + 1 })} off={disabled} onClick={() => remove(at)} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Tool({
  name,
  label,
  off,
  onClick,
}: {
  name: 'left' | 'right' | 'turn' | 'close';
  label: string;
  off: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={label}
      title={label}
      disabled={off}
      icon={<Icon name={name} size={15} />}
      onClick={onClick}
    />
  );
}
