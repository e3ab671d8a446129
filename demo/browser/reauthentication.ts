/** `<otp-provider>` as this page knows it. */
interface Provider extends HTMLElement {
  reconnect(): Promise<void>;
}

/**
 * The portal's side of `otp-reauthentication-required`: ask for 承認用パスワード, have the portal
 * vouch anew, then tell the provider.
 */
export function answerReauthentication(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#reauthentication');
  const provider = document.querySelector<Provider>('otp-provider');
  if (dialog === null || provider === null) return;
  provider.addEventListener('otp-reauthentication-required', () => {
    if (!dialog.open) dialog.showModal();
  });
  dialog.querySelector('[value="cancel"]')?.addEventListener('click', () => dialog.close('cancel'));
  dialog.addEventListener('close', () => forget(dialog));
  dialog.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    void confirm(dialog, provider);
  });
}

async function confirm(dialog: HTMLDialogElement, provider: Provider): Promise<void> {
  const field = passwordField(dialog);
  const response = await fetch('/portal/reauthenticate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: field?.value }),
  });
  if (response.status === 401) return location.assign('/sign-in');
  if (!response.ok) return refuse(dialog);
  dialog.close('confirm');
  await provider.reconnect();
}

function refuse(dialog: HTMLDialogElement): void {
  dialog.querySelector('#approval-refused')?.toggleAttribute('hidden', false);
  passwordField(dialog)?.select();
}

/** The password stays in the page no longer than the question. */
function forget(dialog: HTMLDialogElement): void {
  dialog.querySelector('form')?.reset();
  dialog.querySelector('#approval-refused')?.toggleAttribute('hidden', true);
}

function passwordField(dialog: HTMLDialogElement): HTMLInputElement | null {
  return dialog.querySelector<HTMLInputElement>('#approval-password');
}
