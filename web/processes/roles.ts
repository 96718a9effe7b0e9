import { useGet } from '../api.ts';
import { useText } from '../ui/text.tsx';

/** Names of roles by their codes; the code itself until they are known. */
export function useRoles(): (code: string) => string {
  const { lang } = useText();
  const asked = useGet('processes.roles', {}, { staleTime: 600_000 });
  return (code) => {
    const role = asked.data?.find((one) => one.code === code);
    return role ? (lang === 'vi' ? role.name_vi : role.name_en) : code;
  };
}
