// Quizzes: each answer is sent as it is given; without a signal it stays on this device until it can be.

const PAUSE = 1200; // after the last key of a typed answer
const AGAIN = 5000; // between two tries without a signal

for (const form of document.querySelectorAll("form[data-ui-answers]")) keepAnswers(form);

function keepAnswers(form) {
  const address = form.dataset.uiAnswers;
  const shown = form.querySelector("[data-ui-saving]");
  const shelf = `answers ${form.dataset.uiAttempt}`;
  let sequence = Number(form.dataset.uiSequence);
  let waiting = newer(read());
  let isSending = false;
  const pauses = new Map();

  for (const question of form.querySelectorAll("[data-ui-slot]")) {
    question.addEventListener("change", () => note(question));
    question.addEventListener("input", (event) => {
      if (!event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
      clearTimeout(pauses.get(question));
      pauses.set(question, setTimeout(() => note(question), PAUSE));
    });
  }
  addEventListener("online", send);
  for (const answer of Object.values(waiting)) fill(answer.fields);
  countDown();
  send();

  // One answer per question waits; a newer one takes the place of an older one.
  function note(question) {
    clearTimeout(pauses.get(question));
    sequence += 1;
    const fields = [...new FormData(form)].filter(([name]) => belongs(name, question.dataset.uiSlot));
    waiting[question.dataset.uiSlot] = { fields, sequence, key: crypto.randomUUID() };
    keep(waiting);
    send();
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      for (const [slot, answer] of Object.entries(waiting)) await deliver(slot, answer);
    } finally {
      isSending = false;
    }
    if (Object.keys(waiting).length) setTimeout(send, AGAIN);
  }

  async function deliver(slot, answer) {
    say("saving");
    let told;
    try {
      const response = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body: bodyOf(slot, answer) });
      if (response.redirected || response.status === 403) return say("entry", "warn");
      told = await response.json();
    } catch {
      return say("waiting", "warn");
    }
    if (waiting[slot] === answer) delete waiting[slot];
    keep(waiting);
    if (told.is_over) return location.reload();
    sequence = Math.max(sequence, told.sequence ?? 0);
    tell(slot, told.problem || told.sentence);
    if (!Object.keys(waiting).length) say("saved");
  }

  function bodyOf(slot, answer) {
    const body = new URLSearchParams(answer.fields);
    for (const [name, value] of Object.entries({ slot, sequence: answer.sequence, key: answer.key })) body.set(name, value);
    return body;
  }

  function token() {
    return form.elements.csrfmiddlewaretoken.value;
  }

  // What stands beside one question: another device was later, or the answer is too long.
  function tell(slot, sentence) {
    const question = form.querySelector(`[data-ui-slot="${slot}"]`);
    question.querySelector(".elsewhere")?.remove();
    if (!sentence) return;
    const said = document.createElement("p");
    said.className = "elsewhere";
    said.setAttribute("role", "status");
    said.textContent = sentence;
    question.append(said);
  }

  function say(what, tone = "") {
    shown.textContent = shown.dataset[what];
    shown.dataset.tone = tone;
  }

  // What the page knows already, because a form brought it, is not sent again.
  function newer(answers) {
    return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer.sequence > sequence));
  }

  function fill(fields) {
    for (const [name, value] of fields) {
      for (const control of form.querySelectorAll(`[name="${name}"]`)) {
        if (["radio", "checkbox"].includes(control.type)) control.checked ||= control.value === value;
        else control.value = value;
      }
    }
  }

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(shelf)) ?? {};
    } catch {
      return {};
    }
  }

  function keep(answers) {
    try {
      if (Object.keys(answers).length) sessionStorage.setItem(shelf, JSON.stringify(answers));
      else sessionStorage.removeItem(shelf);
    } catch {
      // The device is full or refuses: answers still wait on this page.
    }
  }

  // When the time ends what stands on the page is handed in; the server's clock decides.
  function countDown() {
    const time = form.querySelector("[data-ui-ends]");
    if (!time) return;
    const end = performance.now() + Number(time.dataset.uiEnds) * 1000;
    const timer = setInterval(tick, 1000);
    tick();
    function tick() {
      const left = Math.max(Math.round((end - performance.now()) / 1000), 0);
      time.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (left) return;
      clearInterval(timer);
      handIn();
    }
  }

  function handIn() {
    const whole = document.createElement("input");
    Object.assign(whole, { type: "hidden", name: "as_it_is", value: "1" });
    form.append(whole);
    form.requestSubmit(form.querySelector("[name=hand_in]"));
  }
}

function belongs(name, slot) {
  return name === `a${slot}` || name.startsWith(`a${slot}-`);
}
