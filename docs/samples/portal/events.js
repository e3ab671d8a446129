// The three events that a portal must handle. Runs in the page; all others are for its convenience.
const provider = document.querySelector('otp-provider');
const dialog = document.querySelector('dialog');
const field = dialog.querySelector('input');
const refused = document.querySelector('#refused');

// 1. A change needs a password that was typed just now. Unanswered, the person is stuck.
provider.addEventListener('otp-reauthentication-required', () => {
  if (!dialog.open) dialog.showModal();
});
dialog.querySelector('[value="cancel"]').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  field.value = '';
  refused.hidden = true;
});
dialog.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch('/portal/reauthenticate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: field.value }),
  });
  if (answer.status === 401) return location.assign('/sign-in');
  if (!answer.ok) return (refused.hidden = false);
  dialog.close();
  // The portal vouches again, with the new `auth_time`.
  await provider.reconnect();
});

// 2. Two minutes are left. The element shows a button to stay; a person in another tab sees the title.
const { title } = document;
provider.addEventListener('otp-session-ending', () => {
  document.title = `まもなく終了します | ${title}`;
});
addEventListener('focus', () => {
  document.title = title;
});

// 3. The session is over. The element wipes what it showed and leads to `sign-in-url`; what the portal
// itself shows of the person goes here. Leaving the page at once would take a receipt away.
provider.addEventListener('otp-session-ended', () => {
  document.querySelector('#signed-in').remove();
  document.title = title;
});
