import { Modal } from 'antd';
import { useState } from 'react';
import type { Output } from '../api.ts';
import { Facts, Tag } from '../ui/field.tsx';
import { dayOf } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/text.tsx';

export type FileSignatures = Output<'signatures.of_file'>;
type Signature = FileSignatures['signatures'][number];
const TONE = { valid: 'green', untrusted: 'amber', broken: 'red' } as const;

/** Whether a file is signed and holds, in a word; who, when and why behind it. Nothing for a file that is not signed. */
export function SignatureBadge({ name, found }: { name: string; found: FileSignatures | undefined }) {
  const { t, tCode } = useText();
  const [is_open, setOpen] = useState(false);
  if (!found || found.state === 'unsigned') return null;
  return (
    <>
      <button
        type="button"
        className="badge-button"
        onClick={() => setOpen(true)}
        aria-label={`${t('signatures.of', { name })}: ${tCode('signature_state', found.state)}`}
      >
        <Tag tone={TONE[found.state]}>
          <Icon name={found.state === 'valid' ? 'shield' : 'warning'} size={13} /> {tCode('signature_state', found.state)}
        </Tag>
      </button>
      {is_open && (
        <Modal
          open
          title={t('signatures.of', { name })}
          footer={null}
          width={720}
          onCancel={() => setOpen(false)}
          closable={{ 'aria-label': t('app.close') }}
        >
          <SignatureList found={found} />
        </Modal>
      )}
    </>
  );
}

/** Every signature of a file with everything that is known about it. */
export function SignatureList({ found }: { found: FileSignatures }) {
  const { t } = useText();
  if (found.signatures.length === 0) return <p>{t('signatures.none')}</p>;
  return (
    <ol className="signatures">
      {found.signatures.map((one) => (
        <li key={`${one.field} ${one.at} ${one.chain[0]?.serial}`}>
          <OneSignature one={one} />
        </li>
      ))}
    </ol>
  );
}

/** What the time authority says, when one was asked. */
function StampText({ stamp }: { stamp: Signature['stamp'] }) {
  const { t, moment } = useText();
  if (!stamp) return <>{t('signatures.stamp_none')}</>;
  if (!stamp.is_intact) return <>{t('signatures.stamp_broken')}</>;
  const said = { at: stamp.at ? moment(stamp.at) : '', by: stamp.authority ?? '' };
  return <>{t(stamp.is_trusted ? 'signatures.stamp_trusted' : 'signatures.stamp_untrusted', said)}</>;
}

function OneSignature({ one }: { one: Signature }) {
  const { t, tCode, moment, day } = useText();
  const dayOfMoment = (at: string) => day(dayOf(new Date(at)));
  const [signer] = one.chain;
  const { state, by, as_of, revoked_at } = one.revocation;
  const revocation =
    state === 'unknown'
      ? t('signatures.revocation_unknown')
      : state === 'revoked'
        ? t('signatures.revocation_revoked', { at: revoked_at ? moment(revoked_at) : '' })
        : t(by === 'answer' ? 'signatures.revocation_good_answer' : 'signatures.revocation_good_list', {
            at: as_of ? moment(as_of) : '',
          });
  const verdict = !one.is_intact
    ? 'broken'
    : one.changes_after === 'changed' || one.changes_after === 'unknown'
      ? 'changed'
      : state === 'revoked'
        ? 'revoked'
        : one.is_trusted && !one.is_weak
          ? 'valid'
          : 'untrusted';
  return (
    <>
      <h3>
        {one.kind === 'time_stamp' && `${t('signatures.file_stamp')}: `}
        {one.signer ?? t('signatures.nobody')}{' '}
        <Tag tone={verdict === 'valid' ? 'green' : verdict === 'untrusted' ? 'amber' : 'red'}>
          {tCode('signature_verdict', verdict)}
        </Tag>
      </h3>
      <Facts
        items={[
          one.organisation && one.organisation !== one.signer ? [t('signatures.organisation'), one.organisation] : null,
          [
            t('signatures.at'),
            one.at && `${moment(one.at)} (${t(one.stamp?.is_trusted ? 'signatures.at_stamped' : 'signatures.at_stated')})`,
          ],
          one.reason ? [t('signatures.reason'), one.reason] : null,
          one.fault ? [t('signatures.fault'), tCode('signature_fault', one.fault)] : null,
          one.is_intact ? [t('signatures.changes'), tCode('signature_changes', one.changes_after)] : null,
          one.is_intact && state !== 'revoked'
            ? [t('signatures.trusted'), one.is_trusted ? t('signatures.is_trusted') : t('signatures.not_trusted')]
            : null,
          signer
            ? [
                t('signatures.in_force'),
                `${dayOfMoment(signer.valid_from)} – ${dayOfMoment(signer.valid_to)}${one.is_in_force ? '' : ` (${t('signatures.not_in_force')})`}`,
              ]
            : null,
          one.chain.length > 0 ? [t('signatures.chain'), one.chain.map((step) => step.subject).join(' ← ')] : null,
          one.hash
            ? [
                t('signatures.algorithm'),
                `${one.hash.toUpperCase()}${one.key ? `, ${one.key}` : ''}${one.is_weak ? ` (${t('signatures.weak')})` : ''}`,
              ]
            : null,
          signer
            ? [
                t('signatures.serial'),
                <span key="serial" className="code">
                  {signer.serial}
                </span>,
              ]
            : null,
          one.kind === 'signature' ? [t('signatures.stamp'), <StampText key="stamp" stamp={one.stamp} />] : null,
          one.kind === 'signature' ? [t('signatures.revocation'), revocation] : null,
        ]}
      />
    </>
  );
}
