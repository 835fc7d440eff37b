// Compares a chosen or dropped file with the paper's digests here, so that it need not be sent. Only where the browser
// may hash; elsewhere the form sends it. The box: <div data-sha256="…"><input type="file">…<p role="status" data-same …>
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function ready(box) {
  const input = box.querySelector("input[type=file]");
  const result = box.querySelector("[role=status]");

  function say(words, kind, level) {
    result.textContent = words;
    delete result.dataset.kind;
    delete result.dataset.level;
    Object.assign(result.dataset, kind ? { kind } : {}, level ? { level } : {});
  }

  async function compare(file) {
    if (!file) return;
    const bytes = await file.arrayBuffer().catch(() => null);
    if (!bytes) return say(result.dataset.unread, "", "red");
    const digest = hex(await crypto.subtle.digest("SHA-256", bytes));
    const same = box.dataset.sha256.split(" ").includes(digest);
    say(`${file.name}${same ? result.dataset.same : result.dataset.other}`, same ? "ok" : "", same ? "" : "red");
  }

  input.addEventListener("change", () => compare(input.files[0]));
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    compare(event.dataTransfer.files[0]);
  });
  say(result.dataset.drop);
}

if (globalThis.crypto?.subtle) document.querySelectorAll("[data-sha256]").forEach(ready);
