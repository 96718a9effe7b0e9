import { useGet } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { Page, Section } from '../ui/page.tsx';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Answer } from '../ui/states.tsx';
import { useText } from '../ui/text.tsx';

export function RolesPage() {
  const { t, lang } = useText();
  const asked = useGet('access.roles', {});
  const name = (of: { name_vi: string; name_en: string }) => (lang === 'vi' ? of.name_vi : of.name_en);
  return (
    <Page title={t('roles.title')} lead={t('roles.lead')}>
      <Answer of={asked} rows={10}>
        {({ roles, permissions }) => (
          <Section>
            <ScrollBox label={t('roles.title')}>
              <table className="sheet roles">
                <thead>
                  <tr>
                    <th scope="col">{t('roles.permissions')}</th>
                    {roles.map((role) => (
                      <th key={role.code} scope="col">
                        {name(role)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {permissions.map((permission) => (
                    <tr key={permission.permission}>
                      <th scope="row">
                        {name(permission)}
                        <div className="small code">{permission.permission}</div>
                      </th>
                      {roles.map((role) => (
                        <td key={role.code} className="center">
                          {role.permissions.includes(permission.permission) && (
                            <span className="green">
                              <Icon name="check" />
                              <span className="visually-hidden">✓</span>
                            </span>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          </Section>
        )}
      </Answer>
    </Page>
  );
}
