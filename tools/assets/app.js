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
