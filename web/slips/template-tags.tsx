import { Select } from 'antd';
import { useState } from 'react';
import type { Output } from '../api.ts';
import { Field, Tag } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { useText } from '../ui/text.tsx';

type Kind = Output<'slips.templates'>['kinds'][number];

/** Every tag a kind of slip may carry, for the officer who edits its template in Word. */
export function TemplateTags({ kinds }: { kinds: Kind[] }) {
  const { t, lang } = useText();
  const [chosen, setChosen] = useState<Kind['kind']>('receipt');
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];
  if (!kind) return null;
  const example = kind.catalogue.lists[0]?.tag ?? 'papers';
  const name = lang === 'en' ? kind.name_en : kind.name_vi;
  return (
    <Section title={<span id="tags">{t('templates.tags')}</span>}>
      <p className="muted">
        {t('templates.tags_text', {
          open: `{#${example}}`,
          close: `{/${example}}`,
          if_open: '{#has_fee}',
          close_any: '{/has_fee}',
        })}
      </p>
      <div className="filters">
        <Field label={t('templates.kind')} className="field-wide">
          {(id) => (
            <Select
              id={id}
              value={kind.kind}
              onChange={setChosen}
              options={kinds.map((one) => ({ value: one.kind, label: lang === 'en' ? one.name_en : one.name_vi }))}
            />
          )}
        </Field>
      </div>
      <ScrollBox label={t('templates.tags_of', { name })} className="tags-box">
        <table className="sheet tags">
          <thead>
            <tr>
              <th scope="col">{t('templates.tag')}</th>
              <th scope="col">{t('templates.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {kind.catalogue.tags.map(({ tag, vi, is_picture }) => (
              <tr key={tag}>
                <th scope="row" className="left code">{`{${tag}}`}</th>
                <td className="left">
                  {vi} {is_picture && <Tag>{t('templates.picture')}</Tag>}
                  {kind.required.includes(tag) && <Tag tone="red">{t('templates.required')}</Tag>}
                </td>
              </tr>
            ))}
            {kind.catalogue.lists.map(({ tag, vi, row }) => (
              <tr key={tag}>
                <th scope="row" className="left code">{`{#${tag}} … {/${tag}}`}</th>
                <td className="left">
                  {vi} <Tag tone="blue">{t('templates.list')}</Tag>
                  {kind.required.includes(tag) && <Tag tone="red">{t('templates.required')}</Tag>}
                  <ul className="columns-1">
                    {row.map((one) => (
                      <li key={one.tag}>
                        <span className="code">{`{${one.tag}}`}</span> {one.vi}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Section>
  );
}
