import { Alert } from 'antd';
import { useText } from '../ui/text.tsx';

/** What a reader of the figures must know: a unit that ended in the period, a change of tiers, units mapped in part. */
export function Notes({ notes }: { notes: readonly { code: string; text_vi: string; text_en: string }[] }) {
  const { lang } = useText();
  return (
    <>
      {notes.map((note) => (
        <Alert
          key={note.code + note.text_vi}
          className="gap"
          type="info"
          showIcon
          title={lang === 'vi' ? note.text_vi : note.text_en}
        />
      ))}
    </>
  );
}
