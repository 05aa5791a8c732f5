// Follows what happens and offers it quietly: nothing moves under the reader's eyes until they ask. The page is whole without this script.
(() => {
  'use strict';

  const main = document.getElementById('main');
  const live = document.getElementById('live');
  const said = document.getElementById('said');
  const news = document.getElementById('news');
  const button = news.querySelector('button');
  const feedback = new Set();
  const tickets = new Set();
  const changed = new Set();

  const plural = (count, one) => `${count} new ${one}${count === 1 || one === 'feedback' ? '' : 's'}`;

  function offer() {
    const parts = [];
    if (feedback.size > 0) parts.push(plural(feedback.size, 'feedback'));
    if (tickets.size > 0) parts.push(plural(tickets.size, 'ticket'));
    if (changed.size > 0) parts.push(changed.size === 1 ? '1 ticket changed' : `${changed.size} tickets changed`);
    news.hidden = parts.length === 0;
    if (parts.length > 0) button.textContent = `${parts.join(', ')} · Show`;
  }

  // Whether a feedback would be seen under the filters that the page was asked with.
  function isShown(event) {
    const { journey, stage, theme, touchpoint, silo, segment, from, to } = main.dataset;
    const at = Date.parse(event.occurredAt);
    return event.opinions.some(opinion => opinion.journey === journey
        && (!stage || opinion.stage === stage)
        && (!theme || opinion.theme === theme)
        && (!silo || opinion.heardBy === silo || opinion.ownedBy === silo)
        && (!segment || opinion.segments.includes(segment)))
      && (!touchpoint || event.touchpoint === touchpoint)
      && at >= Date.parse(from) && (!to || at < Date.parse(to));
  }

  // Tickets stand on a page with the version that it shows. New evidence alone, which comes every few minutes, makes no version.
  function isNewer(event) {
    const shown = main.querySelector(`[data-ticket="${CSS.escape(event.id)}"]`);
    return shown !== null && event.version > Number(shown.dataset.version);
  }

  const journeyShown = () => main.dataset.journey ?? main.querySelector('[data-journey]')?.dataset.journey;

  function state(text, on) {
    live.hidden = false;
    live.textContent = text;
    live.classList.toggle('on', on);
  }

  function follow() {
    const stream = new EventSource('/v1/stream');
    stream.addEventListener('open', () => state('Live', true));
    stream.addEventListener('error', () =>
      state(stream.readyState === EventSource.CLOSED ? 'Disconnected, reload the page' : 'Reconnecting', false));
    stream.addEventListener('feedback.mapped', message => {
      const event = JSON.parse(message.data);
      if (!isShown(event)) return;
      feedback.add(event.id);
      offer();
    });
    stream.addEventListener('ticket.raised', message => {
      const event = JSON.parse(message.data);
      if (event.journey !== journeyShown()) return;
      tickets.add(event.id);
      said.textContent = `New ticket: ${event.title}`;
      offer();
    });
    stream.addEventListener('ticket.changed', message => {
      const event = JSON.parse(message.data);
      if (!isNewer(event)) return;
      changed.add(event.id);
      said.textContent = `Ticket changed: ${event.title}`;
      offer();
    });
    window.addEventListener('pagehide', () => stream.close(), { once: true });
  }

  // The section at the top of the window stays where it is, whatever grows above it.
  function anchored(change) {
    const top = [...main.querySelectorAll('h2[id]')].find(heading => heading.getBoundingClientRect().top >= 0);
    const before = top?.getBoundingClientRect().top;
    change();
    const after = top && document.getElementById(top.id);
    if (after && window.scrollY > 0) window.scrollBy(0, after.getBoundingClientRect().top - before);
  }

  // What is being typed is nobody's but the reader's: it goes over into the page that takes this one's place.
  function typed() {
    const fields = [...main.querySelectorAll('form [name]:not([type="hidden"]):not(button)')];
    const place = field => [field.form.id, field.name, field.type === 'checkbox' ? field.value : ''].join(' ');
    const kept = new Map(fields
      .filter(field => field.type === 'checkbox' ? field.checked !== field.defaultChecked
        : field.options ? !field.selectedOptions[0]?.defaultSelected : field.value !== field.defaultValue)
      .map(field => [place(field), field.type === 'checkbox' ? field.checked : field.value]));
    return () => {
      for (const field of main.querySelectorAll('form [name]')) {
        const value = kept.get(place(field));
        if (value === undefined) continue;
        if (field.type === 'checkbox') field.checked = value;
        else field.value = value;
        field.closest('details')?.setAttribute('open', '');
      }
    };
  }

  async function refresh() {
    button.disabled = true;
    // Only what arrived before the question is surely in the answer.
    const known = [...feedback, ...tickets, ...changed];
    try {
      const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (response.status === 401) return location.reload();
      if (!response.ok) throw new Error(`status ${response.status}`);
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('main');
      anchored(() => {
        const restore = typed();
        Object.assign(main.dataset, fresh.dataset);
        main.replaceChildren(...fresh.childNodes);
        restore();
      });
      for (const id of known) {
        feedback.delete(id);
        tickets.delete(id);
        changed.delete(id);
      }
      offer();
      main.focus({ preventScroll: true });
      said.textContent = 'The page is up to date';
    } catch {
      button.textContent = 'Could not refresh · Try again';
    } finally {
      button.disabled = false;
    }
  }

  button.addEventListener('click', refresh);
  window.addEventListener('pageshow', event => event.persisted && follow());
  follow();
})();
