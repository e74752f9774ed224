// Small comforts on top of pages that work without them.

// A second tap while a form is on its way does nothing. Coming back to the page makes the form usable again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.hasAttribute('data-sent')) event.preventDefault();
  else form.setAttribute('data-sent', '');
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) form.removeAttribute('data-sent');
});

// A menu closes when the visitor goes on elsewhere.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.bk-switch[open]')) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.bk-switch[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Work in the background shows how far it is; when it is done, the page is read again.
for (const part of document.querySelectorAll('[data-progress]')) {
  const bar = part.querySelector('progress');
  const text = part.querySelector('[data-progress-text]');
  const source = new EventSource(part.getAttribute('data-progress'));
  source.addEventListener('message', (event) => {
    const state = JSON.parse(event.data);
    bar.max = state.total || 1;
    if (state.total) bar.value = state.done;
    if (text.textContent !== state.text) text.textContent = state.text;
    if (!state.finished) return;
    source.close();
    location.reload();
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
