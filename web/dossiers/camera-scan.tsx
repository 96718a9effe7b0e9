import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Browsers that read codes by themselves (Chrome on Android, Safari behind a switch), and only over https. */
export function canScanByCamera(): boolean {
  return detectorClass() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;
}

/** A button that opens the camera and reads the code of a card held before it. */
export function CameraScan({ onScan }: { onScan: (text: string) => void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!canScanByCamera()) return null;
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
  useEffect(() => {
    let stream: MediaStream | null = null;
    let is_over = false;
    const Found = detectorClass();
    const look = async (detector: Detector) => {
      while (!is_over) {
        const [code] = video.current?.readyState === 4 ? await detector.detect(video.current) : [];
        if (code?.rawValue) return told.current(code.rawValue);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
      if (is_over || !video.current || !Found) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      await look(new Found({ formats: ['qr_code'] }));
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
      <p>{t('card.hold')}</p>
      <video ref={video} className="camera" muted playsInline aria-label={t('card.by_camera')} />
    </>
  );
}
