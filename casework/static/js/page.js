// Small comforts of every page; each works without this file, only less smoothly.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A second click while the first is on its way would only be refused as stale.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) delete form.dataset.sent;
});

// On a narrow screen the navigation is a strip: the entry one is on is brought into view.
document.querySelector(".sidenav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// What went wrong is read first.
document.querySelector(".error-summary")?.focus();
