import type { FormInstance, RefSelectProps } from 'antd';
import { useEffect, useRef } from 'react';
import type { ReceiveFields } from './receive-form.ts';

type Wanted = {
  form: FormInstance<ReceiveFields>;
  picker: { current: RefSelectProps | null };
  addToBasket: () => void;
  tellIncomplete: () => void;
  star: () => void;
  /** The form is on the screen. */
  is_on: boolean;
};

/** Ctrl+Enter sends; Alt+1, 2, 3 go to the procedure, the applicant, the papers; Alt+4 adds to the basket; Alt+5 says what is missing; Alt+0 stars the procedure. */
export function useIntakeKeys(wanted: Wanted): void {
  const now = useRef(wanted);
  now.current = wanted;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { form, picker, addToBasket, tellIncomplete, star, is_on } = now.current;
      if (!is_on) return;
      const does: Record<string, () => void> = {
        Digit0: star,
        Digit1: () => picker.current?.focus(),
        Digit2: () => document.querySelector<HTMLElement>('#identity, #no_identity_reason')?.focus(),
        Digit3: () => document.querySelector<HTMLElement>('#papers input')?.focus(),
        Digit4: addToBasket,
        Digit5: tellIncomplete,
      };
      const is_send = (event.ctrlKey || event.metaKey) && event.key === 'Enter';
      const act = is_send ? () => form.submit() : event.altKey ? does[event.code] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
