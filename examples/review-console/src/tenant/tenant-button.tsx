import { useRef } from 'react';
import { useSession, useSessionState } from '../gateway/use-session';
import { plural } from '../ui/format';
import { Icon } from '../ui/icon';
import { TenantChooser } from './tenant-chooser';

export function TenantButton({ onChoose }: { readonly onChoose: (tenant: string) => void }) {
  const { tenant } = useSession();
  const { held } = useSessionState();
  const dialog = useRef<HTMLDialogElement>(null);
  const choose = (chosen: string) => {
    const loses = held > 0 && chosen !== tenant;
    if (loses && !window.confirm(`${plural(held, 'change')} of ${tenant} still unsent would be lost. Go on?`))
      return;
    dialog.current?.close();
    onChoose(chosen);
  };
  const open = () => {
    dialog.current?.showModal();
    if (window.matchMedia('(pointer: fine)').matches) dialog.current?.querySelector('input')?.focus();
  };
  return (
    <>
      <button type="button" className="button-quiet tenant-button" onClick={open}>
        <Icon name="tenant" />
        <span className="hidden">Tenant</span>
        <span className="clip">{tenant}</span>
        <Icon name="down" />
      </button>
      <dialog ref={dialog} className="dialog" aria-label="Change tenant">
        <button
          type="button"
          className="icon-button dialog-close"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
        <TenantChooser current={tenant} onChoose={choose} />
      </dialog>
    </>
  );
}
