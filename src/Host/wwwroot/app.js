// Starts the components; every page works without this file.
import { initAll as startGovUk } from './govuk-frontend.min.js';
import { initAll as startMoj, MultiFileUpload } from './moj-frontend.min.js';

// govuk-frontend puts aria-expanded on radio buttons that reveal a question; a radio button can't have it.
new MutationObserver((changes) => {
  changes.map((change) => change.target).filter((input) => input.type === 'radio').forEach((input) => input.removeAttribute('aria-expanded'));
}).observe(document.body, { subtree: true, attributeFilter: ['aria-expanded'] });

startGovUk();
startMoj();

// moj-frontend does not start this one itself: it needs to know where to send the files.
document.querySelectorAll('[data-cp-upload-url]').forEach((element) => {
  new MultiFileUpload(element, {
    uploadUrl: element.dataset.cpUploadUrl,
    deleteUrl: element.dataset.cpDeleteUrl,
    csrfHeaderName: 'RequestVerificationToken',
    csrfToken: element.closest('form')?.elements.__antiforgery?.value,
  });
});

// A print button is of no use without scripts, so it is hidden until they run.
document.querySelectorAll('[data-cp-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
});

// A form that the browser's Back button brings back is a new attempt, so it gets a new one-time key.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  document.querySelectorAll('input[name="__key"]').forEach((field) => {
    field.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
});

// An open list is told that others changed something. It stays as it is: the line that says so has its place from the beginning.
document.querySelectorAll('[data-cp-changes]').forEach((line) => {
  const source = new EventSource(line.dataset.cpChanges);
  source.addEventListener('message', (event) => {
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.href = window.location.href;
    link.textContent = event.data;
    line.replaceChildren(link);
  });
  window.addEventListener('pagehide', () => source.close());
});

// Single keys, off until somebody turns them on: j and k go from row to row and leave every other key, and all typing, alone.
const singleKeys = { get on() { return localStorage.getItem('cp-single-keys') === 'on'; }, set on(value) { localStorage.setItem('cp-single-keys', value ? 'on' : 'off'); } };
document.querySelectorAll('[data-cp-keys]').forEach((place) => {
  const box = place.querySelector('input');
  place.hidden = false;
  box.checked = singleKeys.on;
  box.addEventListener('change', () => { singleKeys.on = box.checked; });
});
document.addEventListener('keydown', (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !singleKeys.on || event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]')) return;
  const links = [...document.querySelectorAll('[data-cp-rows] tbody th a')];
  const at = links.findIndex((link) => link.closest('tr').contains(document.activeElement));
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step]?.focus();
});
