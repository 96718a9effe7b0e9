import { useMe } from '../shell/session.tsx';
import { useAddress } from '../ui/address.ts';

/** The unit the address names, else the one the account works at. */
export function useOwnUnit(): [unit: string | undefined, setUnit: (code: string) => void] {
  const me = useMe();
  const { get, set } = useAddress();
  return [get('unit') ?? me.account.unit_code ?? undefined, (code) => set({ unit: code || null })];
}
