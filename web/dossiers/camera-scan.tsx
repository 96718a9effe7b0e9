import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';
import { cardRead } from './card-read.ts';
import { codeReader, type ReadCode } from './code-reader.ts';

/** There is a camera, and the page may have it: browsers give one only to pages that came over https, or from this machine. */
function useHasCamera(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    navigator.mediaDevices
      ?.enumerateDevices()
      .then((devices) => setHas(devices.some(({ kind }) => kind === 'videoinput')))
      .catch(() => setHas(false));
  }, []);
  return has;
}

/** A button that opens the camera and reads the code of a card held before it. */
export function CameraScan({ onScan }: { onScan: (text: string) => void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const has_camera = useHasCamera();
  if (!has_camera) return null;
  return (
    <>
      <Button icon={<Icon name="camera" />} onClick={() => setOpen(true)}>
        {t('card.by_camera')}
      </Button>
      {open && (
        <Modal
          open
          title={t('card.by_camera')}
          footer={null}
          onCancel={() => setOpen(false)}
          closable={{ 'aria-label': t('app.close') }}
        >
          <Camera
            onRead={(text) => {
              setOpen(false);
              onScan(text);
            }}
          />
        </Modal>
      )}
    </>
  );
}

function Camera({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onRead);
  told.current = onRead;
  const [is_refused, setRefused] = useState(false);
  const [is_other, setOther] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let is_over = false;
    const look = async (read: ReadCode) => {
      while (!is_over) {
        const text = video.current?.readyState === 4 ? await read(video.current) : null;
        if (is_over) return;
        if (text && cardRead(text)) return told.current(text);
        if (text) setOther(true);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
      if (is_over || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      await look(await codeReader());
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    begin().catch(() => setRefused(true));
    return () => {
      is_over = true;
      stop();
    };
  }, []);
  if (is_refused) return <Alert type="warning" showIcon title={t('card.no_camera')} />;
  return (
    <>
      <p role="status">{t(is_other ? 'card.other_code' : 'card.hold')}</p>
      <video ref={video} className="camera" muted playsInline aria-label={t('card.by_camera')} />
    </>
  );
}
