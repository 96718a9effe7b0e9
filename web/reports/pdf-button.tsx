import { Button } from 'antd';
import { useState } from 'react';
import { download } from '../api.ts';
import { useSay } from '../ui/confirm.tsx';
import { useText } from '../ui/text.tsx';

/** The PDF of a report. In an office's own layout it is made for who asks, in seconds: the button says so until the file is there. */
export function PdfButton({ report_id }: { report_id: number }) {
  const { t } = useText();
  const say = useSay();
  const [is_making, setMaking] = useState(false);
  const take = () => {
    setMaking(true);
    void download('reports.pdf', { id: report_id })
      .catch(say.refused)
      .finally(() => setMaking(false));
  };
  return (
    <Button loading={is_making} onClick={take} aria-live="polite">
      {t(is_making ? 'kept.pdf_making' : 'kept.pdf')}
    </Button>
  );
}
